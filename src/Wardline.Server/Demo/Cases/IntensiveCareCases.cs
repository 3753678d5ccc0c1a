using static Wardline.Server.Demo.Cases.Comorbidity;
using static Wardline.Server.Demo.Formulary;
using static Wardline.Server.Demo.Laboratory;

namespace Wardline.Server.Demo.Cases;

internal static class IntensiveCareCases
{
    // Shock and organ failure stop what lowers pressure, harms kidneys or builds up.
    private static readonly string[] CriticalHolds = ["C03", "C07", "C08", "C09", "A10B", "B01AF", "M05", "G04CA"];

    public static readonly CaseTemplate[] All =
    [
        new("septic-shock", "icu", "Septic shock from the biliary tract")
        {
            Diagnoses = [new("Sepsis, unspecified organism", "A41.9"), new("Severe sepsis with septic shock", "R65.21"), new("Acute cholangitis", "K83.09")],
            Ages = (54, 86), HoursAgo = (30, 90), SampleEveryHours = 12, Holds = CriticalHolds,
            Orders = [PiperacillinTazobactam, Noradrenaline, Hydrocortisone, RingerLactate, EnoxaparinProphylaxis, PantoprazoleIv],
            Labs = [new(Lactate, 6.1m, 3.8m, 2.4m, 1.7m), new(Procalcitonin, 38.2m, 31.5m, 19.4m, 11.2m), new(Crp, 286m, 312m, 254m, 187m), new(Leukocytes, 24.6m, 21.8m, 17.3m, 14.2m), new(Platelets, 96, 84, 92, 118), new(Creatinine, 2.34m, 2.12m, 1.71m, 1.38m), new(Bilirubin, 5.8m, 4.9m, 3.6m, 2.4m), new(ArterialPh, 7.26m, 7.32m, 7.36m, 7.39m)],
            Arrival = new(128, 82, 44, 28, 92, 39.3m), Latest = new(94, 112, 60, 20, 96, 37.8m),
            Reports = [new("microbiology", "Blood cultures", "600-7", 22, ["Escherichia coli in 2 of 2 sets", "Susceptible to piperacillin/tazobactam"], "Gram-negative bacteraemia; treatment covers it.")],
        },
        new("ards", "icu", "Influenza pneumonia with ARDS, ventilated")
        {
            Diagnoses = [new("Acute respiratory distress syndrome", "J80"), new("Influenza with pneumonia", "J10.00")],
            Ages = (38, 74), HoursAgo = (72, 130), SampleEveryHours = 12, Without = [Copd, Asthma], Holds = CriticalHolds,
            Orders = [Oseltamivir, Dexamethasone, Propofol, Fentanyl, Cisatracurium, EnoxaparinProphylaxis, PantoprazoleIv],
            Labs = [new(ArterialPo2, 58, 64, 70, 74, 78), new(ArterialPco2, 52, 50, 48, 46, 45), new(ArterialPh, 7.28m, 7.31m, 7.33m, 7.36m, 7.37m), new(Lactate, 2.4m, 1.8m, 1.4m), new(Crp, 198m, 176m, 142m, 108m, 86m), new(Leukocytes, 4.1m, 5.2m, 7.8m, 9.4m)],
            Arrival = new(118, 108, 62, 30, 86, 38.8m), Latest = new(86, 118, 64, 22, 93, 37.4m),
            Reports = [new("imaging", "Chest X-ray", "36572-6", 1, ["Bilateral diffuse opacities", "Tube tip 4 cm above the carina", "No pneumothorax"], "ARDS pattern.")],
        },
        new("cardiac-arrest", "icu", "After out-of-hospital cardiac arrest, targeted temperature management")
        {
            Diagnoses = [new("Cardiac arrest due to underlying cardiac condition", "I46.2"), new("Non-ST elevation myocardial infarction", "I21.4")],
            Ages = (46, 78), HoursAgo = (24, 60), SampleEveryHours = 12, Without = [AtrialFibrillation], Holds = CriticalHolds,
            Orders = [Aspirin, Amiodarone, Noradrenaline, Propofol, Fentanyl, HeparinProphylaxis, PantoprazoleIv],
            Labs = [new(TroponinI, 8.6m, 14.2m, 9.1m), new(Lactate, 8.2m, 3.1m, 1.8m), new(ArterialPh, 7.16m, 7.33m, 7.38m), new(CreatineKinase, 980, 1640, 1120), new(Ast, 212, 148), new(Alt, 168, 132)],
            Arrival = new(96, 88, 52, 18, 97, 35.8m), Latest = new(72, 112, 62, 18, 97, 36.4m),
            Reports = [new("ecg", "12-lead ECG after return of circulation", "11524-6", 0.3, ["ST depression V3–V6", "Sinus rhythm 96/min", "QTc 470 ms"], "Ischaemia without ST elevation.")],
        },
        new("pancreatitis", "icu", "Severe biliary pancreatitis")
        {
            Diagnoses = [new("Biliary acute pancreatitis without necrosis or infection", "K85.10")],
            Ages = (40, 76), HoursAgo = (30, 80), SampleEveryHours = 12, Holds = CriticalHolds,
            Orders = [RingerLactate, Fentanyl, Ondansetron, PantoprazoleIv, EnoxaparinProphylaxis],
            Labs = [new(Lipase, 2480, 1640, 820, 410), new(Crp, 164m, 248m, 231m, 190m), new(Calcium, 7.6m, 7.9m, 8.2m), new(Lactate, 3.1m, 2.2m, 1.5m), new(Leukocytes, 18.4m, 16.9m, 14.1m), new(Bilirubin, 3.2m, 2.4m, 1.6m), new(Alt, 312, 224, 140), new(Urea, 34, 28, 22)],
            Arrival = new(118, 102, 62, 26, 92, 38.0m), Latest = new(92, 122, 70, 20, 95, 37.5m),
            Reports = [new("imaging", "CT abdomen with contrast", null, 26, ["Enlarged pancreas with peripancreatic fluid", "No necrosis", "Gallstones; common bile duct 7 mm"], "Interstitial oedematous pancreatitis.")],
        },
        new("subdural", "icu", "Fall from a ladder: subdural haematoma, after evacuation")
        {
            Diagnoses = [new("Traumatic subdural hemorrhage with loss of consciousness of unspecified duration", "S06.5X9A")],
            Ages = (48, 82), HoursAgo = (30, 90), SampleEveryHours = 12, Without = [AtrialFibrillation, CoronaryDisease], Holds = [.. CriticalHolds, "B01"],
            Orders = [Levetiracetam, Propofol, Fentanyl, Paracetamol, PantoprazoleIv],
            Labs = [new(Sodium, 138, 143, 146, 144), new(Inr, 1.0m, 1.1m), new(Platelets, 212, 188, 194), new(Hemoglobin, 12.6m, 11.2m, 11.0m)],
            Arrival = new(62, 172, 88, 14, 97, 36.6m), Latest = new(74, 136, 72, 16, 98, 37.0m),
            Reports = [new("imaging", "CT head without contrast, after surgery", "30799-1", 16, ["Residual subdural layer of 4 mm", "Midline shift 3 mm, was 9 mm", "No new haemorrhage"], "Good evacuation.")],
        },
        new("hyperkalaemia", "icu", "Acute kidney injury on chronic disease with hyperkalaemia, dialysis started")
        {
            Diagnoses = [new("Acute kidney failure, unspecified", "N17.9"), new("Hyperkalemia", "E87.5")],
            Ages = (56, 84), HoursAgo = (20, 60), SampleEveryHours = 8, History = [KidneyDisease4], Without = [KidneyDisease3, HeartFailure, Diabetes], Holds = [.. CriticalHolds, "M04"],
            Orders = [CalciumGluconate, SodiumBicarbonate, HeparinProphylaxis, PantoprazoleIv],
            Labs = [new(Potassium, 7.1m, 6.2m, 5.3m, 4.8m), new(Creatinine, 7.85m, 6.40m, 4.92m, 3.86m), new(Urea, 142, 118, 84, 61), new(ArterialPh, 7.18m, 7.26m, 7.33m, 7.36m), new(Bicarbonate, 11, 15, 19, 21)],
            Arrival = new(52, 164, 90, 24, 94, 36.3m), Latest = new(76, 138, 78, 18, 96, 36.6m),
            Reports = [new("ecg", "12-lead ECG", "11524-6", 0.2, ["Peaked T waves V2–V5", "PR 240 ms", "QRS 128 ms"], "Changes of hyperkalaemia.")],
        },
    ];
}
