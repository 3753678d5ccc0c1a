using static Wardline.Server.Demo.Cases.Comorbidity;
using static Wardline.Server.Demo.Formulary;
using static Wardline.Server.Demo.Laboratory;

namespace Wardline.Server.Demo.Cases;

internal static class CardiologyCases
{
    public static readonly CaseTemplate[] All =
    [
        new("stemi-inferior", "cardiology", "Inferior STEMI, after primary PCI")
        {
            Diagnoses = [new("ST elevation myocardial infarction involving right coronary artery", "I21.11")],
            Ages = (48, 82), HoursAgo = (28, 70), History = [Hypertension, Dyslipidaemia], Without = [CoronaryDisease, AtrialFibrillation, HeartFailure],
            Orders = [Aspirin, Ticagrelor, Atorvastatin80, Bisoprolol, Ramipril, Omeprazole, Nitroglycerin],
            Labs = [new(TroponinI, 3.2m, 28.4m, 14.1m, 6.3m), new(CreatineKinase, 410, 1320, 640, 260), new(Bnp, 180)],
            Arrival = new(54, 104, 62, 18, 95, 36.4m), Latest = new(68, 122, 72, 16, 97, 36.6m),
            Reports =
            [
                new("ecg", "12-lead ECG", "11524-6", 0.1, ["ST elevation II, III, aVF", "Reciprocal ST depression I, aVL", "Sinus bradycardia 54/min"], "Acute inferior STEMI."),
                new("angiography", "Coronary angiography and PCI", "18745-0", 1.5, ["Thrombotic occlusion of mid RCA", "One drug-eluting stent, TIMI 3 flow", "LAD and circumflex without significant stenosis"], "Primary PCI of the RCA. Twelve months of dual antiplatelet therapy."),
            ],
        },
        new("nstemi", "cardiology", "Chest pain at rest: NSTEMI, angiography planned")
        {
            Diagnoses = [new("Non-ST elevation myocardial infarction", "I21.4")],
            Ages = (55, 86), HoursAgo = (26, 60), History = [Hypertension], Without = [AtrialFibrillation],
            Orders = [Aspirin, Ticagrelor, Atorvastatin80, Bisoprolol, EnoxaparinTreatment, Omeprazole, Nitroglycerin],
            Labs = [new(TroponinI, 0.38m, 4.9m, 3.1m), new(Bnp, 240), new(Ldl, 146), new(Cholesterol, 228), new(Hdl, 41), new(Triglycerides, 174)],
            Arrival = new(92, 152, 88, 18, 96, 36.5m), Latest = new(70, 128, 74, 16, 97, 36.5m),
            Reports =
            [
                new("ecg", "12-lead ECG", "11524-6", 0.2, ["ST depression V4–V6", "T wave inversion I, aVL"], "Anterolateral ischaemia, no ST elevation."),
                new("echocardiogram", "Transthoracic echocardiogram", "42148-7", 14, ["Hypokinesia of the lateral wall", "LVEF 48 %", "No significant valve disease"], "Mildly reduced systolic function with a regional pattern."),
            ],
        },
        new("heart-failure", "cardiology", "Worsening breathlessness and oedema: decompensated heart failure")
        {
            Diagnoses = [new("Acute on chronic systolic heart failure", "I50.23")],
            Ages = (62, 89), HoursAgo = (40, 120), History = [KidneyDisease3], Without = [HeartFailure, Diabetes],
            Orders = [FurosemideIv, SacubitrilValsartan, Bisoprolol, Spironolactone, Dapagliflozin, EnoxaparinProphylaxis],
            Holds = ["C09A", "C09C", "C08"],
            Labs = [new(Bnp, 1850, 1420, 960, 640), new(Sodium, 132, 133, 135, 136), new(Potassium, 4.6m, 4.2m, 4.0m, 4.3m), new(TroponinI, 0.05m)],
            Arrival = new(104, 138, 84, 26, 89, 36.4m), Latest = new(76, 116, 68, 18, 95, 36.5m),
            Reports =
            [
                new("imaging", "Chest X-ray", "36572-6", 0.8, ["Cardiomegaly", "Bilateral interstitial oedema", "Small bilateral pleural effusions"], "Pulmonary congestion."),
                new("echocardiogram", "Transthoracic echocardiogram", "42148-7", 18, ["LVEF 28 %", "Dilated left ventricle", "Moderate functional mitral regurgitation"], "Severely reduced systolic function."),
            ],
        },
        new("af-rapid", "cardiology", "Palpitations: atrial fibrillation with rapid ventricular response")
        {
            Diagnoses = [new("Other persistent atrial fibrillation", "I48.19")],
            Ages = (56, 84), HoursAgo = (20, 60), History = [Hypertension], Without = [AtrialFibrillation, Asthma, HeartFailure],
            Orders = [MetoprololIv, Bisoprolol, Apixaban],
            Labs = [new(Tsh, 1.94m), new(Potassium, 3.4m, 4.1m, 4.4m), new(Bnp, 190), new(TroponinI, 0.03m)],
            Arrival = new(148, 118, 76, 20, 96, 36.6m), Latest = new(82, 124, 74, 16, 97, 36.5m),
            Reports = [new("ecg", "12-lead ECG", "11524-6", 0.2, ["Atrial fibrillation, ventricular rate 148/min", "No ST deviation"], "Atrial fibrillation with rapid ventricular response.")],
        },
        new("heart-block", "cardiology", "Syncope: complete heart block, awaiting pacemaker")
        {
            Diagnoses = [new("Atrioventricular block, complete", "I44.2")],
            Ages = (70, 91), HoursAgo = (18, 50), Without = [AtrialFibrillation, CoronaryDisease, HeartFailure],
            Orders = [Atropine, Paracetamol], Holds = ["C07"],
            Labs = [new(TroponinI, 0.03m), new(Potassium, 4.4m, 4.3m), new(Tsh, 2.31m), new(Inr, 1.0m)],
            Arrival = new(36, 158, 70, 16, 96, 36.4m), Latest = new(42, 146, 68, 16, 97, 36.5m),
            Reports = [new("ecg", "12-lead ECG", "11524-6", 0.1, ["Complete AV dissociation", "Ventricular escape 36/min, broad QRS"], "Third-degree AV block.")],
        },
        new("aortic-stenosis", "cardiology", "Exertional syncope: severe aortic stenosis, TAVI work-up")
        {
            Diagnoses = [new("Nonrheumatic aortic (valve) stenosis", "I35.0")],
            Ages = (74, 91), HoursAgo = (96, 130), History = [Hypertension], Without = [HeartFailure, AtrialFibrillation],
            Orders = [Furosemide, EnoxaparinProphylaxis], Holds = ["C01DA"],
            Labs = [new(Bnp, 520, 470), new(TroponinI, 0.04m), new(Inr, 1.0m), new(Albumin, 3.7m)],
            Arrival = new(78, 132, 74, 18, 95, 36.5m), Latest = new(72, 126, 70, 16, 96, 36.5m),
            Reports =
            [
                new("echocardiogram", "Transthoracic echocardiogram", "42148-7", 20, ["Aortic valve area 0.7 cm²", "Mean gradient 48 mmHg", "LVEF 58 %"], "Severe aortic stenosis, preserved ejection fraction."),
            ],
        },
        new("endocarditis", "cardiology", "Three weeks of fever and a new murmur: infective endocarditis")
        {
            Diagnoses = [new("Acute and subacute infective endocarditis", "I33.0")],
            Ages = (38, 76), HoursAgo = (96, 140), Without = [KidneyDisease3, AtrialFibrillation],
            Orders = [Ceftriaxone, Gentamicin, Paracetamol],
            Labs = [new(Crp, 148m, 121m, 84m, 52m, 38m), new(Leukocytes, 15.8m, 14.1m, 11.6m, 10.2m, 9.4m), new(Procalcitonin, 1.9m, 1.1m, 0.6m), new(Hemoglobin, 10.4m, 10.1m, 10.2m, 10.3m)],
            Arrival = new(104, 112, 58, 20, 96, 38.9m), Latest = new(84, 118, 62, 16, 97, 37.1m),
            Reports =
            [
                new("echocardiogram", "Transoesophageal echocardiogram", "42148-7", 26, ["Vegetation of 9 mm on the posterior mitral leaflet", "Moderate mitral regurgitation", "No abscess"], "Native mitral valve endocarditis."),
                new("microbiology", "Blood cultures", "600-7", 48, ["Streptococcus gallolyticus in 3 of 3 sets", "Penicillin MIC 0.06 mg/L"], "Susceptible to ceftriaxone. Colonoscopy advised."),
            ],
        },
        new("unstable-angina", "cardiology", "Crescendo angina")
        {
            Diagnoses = [new("Unstable angina", "I20.0")],
            Ages = (52, 82), HoursAgo = (20, 48), History = [Hypertension, Dyslipidaemia], Without = [AtrialFibrillation],
            Orders = [Aspirin, Clopidogrel, Atorvastatin80, Bisoprolol, EnoxaparinTreatment, Nitroglycerin],
            Labs = [new(TroponinI, 0.02m, 0.03m)],
            Arrival = new(88, 148, 86, 16, 97, 36.6m), Latest = new(66, 126, 74, 14, 98, 36.5m),
            Reports = [new("ecg", "12-lead ECG", "11524-6", 0.2, ["Transient T wave inversion V2–V4"], "Dynamic anterior repolarisation changes.")],
        },
    ];
}
