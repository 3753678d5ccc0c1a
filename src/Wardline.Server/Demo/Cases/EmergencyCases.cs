using static Wardline.Server.Demo.Cases.Comorbidity;
using static Wardline.Server.Demo.Formulary;
using static Wardline.Server.Demo.Laboratory;

namespace Wardline.Server.Demo.Cases;

internal static class EmergencyCases
{
    public static readonly CaseTemplate[] All =
    [
        new("pneumonia", "emergency", "Fever, cough and breathlessness: community-acquired pneumonia")
        {
            Diagnoses = [new("Pneumonia, unspecified organism", "J18.9")],
            Ages = (42, 88), HoursAgo = (9, 26), SampleEveryHours = 6,
            Orders = [AmoxicillinClavulanate, Azithromycin, Paracetamol],
            Labs = [new(Crp, 214m, 228m, 196m), new(Leukocytes, 17.2m, 16.4m, 14.0m), new(Procalcitonin, 2.4m, 2.8m), new(Lactate, 2.3m, 1.6m), new(Urea, 24, 23)],
            Arrival = new(112, 108, 62, 26, 90, 39.1m), Latest = new(94, 118, 68, 20, 95, 38.0m),
            Reports = [new("imaging", "Chest X-ray", "36572-6", 0.9, ["Right lower lobe consolidation", "Air bronchogram", "No effusion"], "Lobar pneumonia.")],
        },
        new("copd-exacerbation", "emergency", "Three days of worsening breathlessness: COPD exacerbation")
        {
            Diagnoses = [new("Chronic obstructive pulmonary disease with acute exacerbation", "J44.1")],
            Ages = (58, 84), HoursAgo = (7, 24), SampleEveryHours = 6, Without = [Copd, Asthma],
            Orders = [SalbutamolNebulised, IpratropiumNebulised, Prednisolone, Azithromycin],
            Labs = [new(ArterialPh, 7.31m, 7.34m, 7.37m), new(ArterialPco2, 58, 53, 48), new(ArterialPo2, 56, 62, 66), new(Bicarbonate, 29, 29, 28), new(Crp, 38m), new(Leukocytes, 12.4m)],
            Arrival = new(108, 146, 82, 30, 86, 37.4m), Latest = new(92, 134, 76, 22, 91, 37.0m),
            Reports = [new("imaging", "Chest X-ray", "36572-6", 0.7, ["Hyperinflation", "Flattened diaphragms", "No consolidation"], "Emphysema without pneumonia.")],
        },
        new("renal-colic", "emergency", "Left flank pain: ureteral stone")
        {
            Diagnoses = [new("Calculus of ureter", "N20.1")],
            Ages = (27, 62), HoursAgo = (4, 12), SampleEveryHours = 4, Without = [KidneyDisease3, HeartFailure, CoronaryDisease, AtrialFibrillation],
            Orders = [Ketorolac, Tamsulosin, Ondansetron, Metamizole],
            Labs = [new(Creatinine, 1.06m, 1.04m), new(Crp, 4.2m), new(Leukocytes, 10.4m)],
            Arrival = new(98, 152, 88, 20, 98, 36.7m), Latest = new(78, 128, 76, 16, 98, 36.6m),
            Reports = [new("imaging", "CT abdomen and pelvis", null, 1.6, ["Stone of 5 mm in the distal left ureter", "Mild left hydronephrosis", "No stranding"], "Obstructing distal ureteral stone, likely to pass.")],
        },
        new("ketoacidosis", "emergency", "Vomiting and drowsiness: diabetic ketoacidosis")
        {
            Diagnoses = [new("Type 1 diabetes mellitus with ketoacidosis without coma", "E10.10")],
            Ages = (19, 44), HoursAgo = (8, 20), SampleEveryHours = 4, Without = [Diabetes, Hypertension, Dyslipidaemia],
            Orders = [InsulinInfusion, InsulinGlargine, PotassiumChloride, RingerLactate],
            Labs = [new(Glucose, 512, 388, 274, 214), new(Ketones, 6.4m, 4.1m, 2.2m, 0.9m), new(ArterialPh, 7.14m, 7.22m, 7.30m, 7.35m), new(Bicarbonate, 9, 12, 16, 20), new(Potassium, 5.4m, 4.4m, 3.9m, 4.1m), new(HbA1c, 10.8m), new(Sodium, 131, 134, 137)],
            Arrival = new(124, 102, 60, 30, 98, 36.8m), Latest = new(92, 116, 70, 18, 98, 36.7m),
        },
        new("stroke", "emergency", "Sudden right-sided weakness: ischaemic stroke")
        {
            Diagnoses = [new("Cerebral infarction due to embolism of left middle cerebral artery", "I63.412")],
            Ages = (58, 88), HoursAgo = (10, 26), SampleEveryHours = 8, History = [Hypertension], Without = [AtrialFibrillation, CoronaryDisease],
            Orders = [Aspirin, Atorvastatin80, Paracetamol], Holds = ["C08", "C09"],
            Labs = [new(Inr, 1.1m), new(Glucose, 132, 124), new(Ldl, 152)],
            Arrival = new(88, 178, 96, 18, 96, 36.6m), Latest = new(80, 156, 84, 16, 97, 36.7m),
            Reports =
            [
                new("imaging", "CT head without contrast", "30799-1", 0.6, ["No haemorrhage", "Early loss of the left insular ribbon", "ASPECTS 9"], "Early ischaemic change in the left MCA territory."),
                new("ecg", "12-lead ECG", "11524-6", 0.4, ["Sinus rhythm 88/min", "Left ventricular hypertrophy by voltage"], "No atrial fibrillation on this tracing."),
            ],
        },
        new("asthma-attack", "emergency", "Severe wheeze since the night: asthma exacerbation")
        {
            Diagnoses = [new("Unspecified asthma with (acute) exacerbation", "J45.901")],
            Ages = (18, 46), HoursAgo = (4, 12), SampleEveryHours = 4, Without = [Asthma, Copd],
            Orders = [SalbutamolNebulised, IpratropiumNebulised, Prednisolone, BudesonideFormoterol], Holds = ["C07"],
            Labs = [new(ArterialPh, 7.44m, 7.42m), new(ArterialPco2, 33, 37), new(Potassium, 3.6m, 3.4m), new(Crp, 6m)],
            Arrival = new(122, 138, 80, 30, 91, 36.8m), Latest = new(98, 126, 74, 20, 95, 36.7m),
        },
        new("pyelonephritis", "emergency", "Fever, rigors and flank pain: acute pyelonephritis")
        {
            Diagnoses = [new("Acute pyelonephritis", "N10")],
            Ages = (22, 74), HoursAgo = (7, 22), SampleEveryHours = 6, Without = [Prostate],
            Orders = [Ceftriaxone, Paracetamol, RingerLactate],
            Labs = [new(Crp, 176m, 168m), new(Leukocytes, 16.3m, 14.6m), new(Creatinine, 1.05m, 0.98m), new(Lactate, 1.8m)],
            Arrival = new(114, 104, 60, 20, 97, 39.4m), Latest = new(92, 114, 68, 16, 98, 37.9m),
            Reports = [new("microbiology", "Urine culture, preliminary", "630-4", 6, ["Gram-negative rods, more than 100 000 CFU/mL"], "Identification and susceptibility to follow.")],
        },
        new("gi-bleed", "emergency", "Melaena and dizziness: upper gastrointestinal bleeding")
        {
            Diagnoses = [new("Acute gastric ulcer with hemorrhage", "K25.0"), new("Acute posthemorrhagic anemia", "D62")],
            Ages = (54, 86), HoursAgo = (9, 24), SampleEveryHours = 6,
            Orders = [PantoprazoleInfusion, RingerLactate], Holds = ["B01", "C03", "C08", "C09", "N06AB"],
            Labs = [new(Hemoglobin, 7.6m, 8.4m, 8.9m), new(Urea, 62, 48), new(Lactate, 2.6m, 1.5m), new(Inr, 1.1m), new(Platelets, 218, 205)],
            Arrival = new(116, 96, 58, 20, 97, 36.3m), Latest = new(86, 118, 66, 16, 98, 36.6m),
            Reports = [new("endoscopy", "Upper gastrointestinal endoscopy", "18751-8", 5, ["Ulcer of 12 mm at the gastric angle with visible vessel (Forrest IIa)", "Adrenaline injection and two clips", "No varices"], "Haemostasis achieved. Second look only if it bleeds again.")],
        },
        new("anaphylaxis", "emergency", "Generalised urticaria and hypotension after a wasp sting")
        {
            Diagnoses = [new("Anaphylactic shock, unspecified, initial encounter", "T78.2XXA")],
            Ages = (24, 58), HoursAgo = (3, 9), SampleEveryHours = 6, Without = [CoronaryDisease, HeartFailure, AtrialFibrillation],
            Orders = [Adrenaline, Hydrocortisone, Cetirizine, RingerLactate], Holds = ["C07", "C09"],
            Allergy = AllergyPlan.WaspVenom,
            Labs = [new(Lactate, 2.8m), new(Leukocytes, 11.8m)],
            Arrival = new(126, 84, 48, 26, 93, 36.6m), Latest = new(88, 118, 72, 16, 98, 36.6m),
        },
    ];
}
