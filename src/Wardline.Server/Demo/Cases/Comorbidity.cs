using static Wardline.Server.Demo.Formulary;
using static Wardline.Server.Demo.Laboratory;

namespace Wardline.Server.Demo.Cases;

/// <summary>A long-standing problem with the drugs that treat it (one of <paramref name="Regimens"/>) and what it does to the blood.</summary>
internal sealed record Comorbidity(
    string Text, string Icd, int FromAge, int PercentOfOlder, Drug[][] Regimens, Series[] Labs, string? OnlyGender = null)
{
    public static readonly Comorbidity Hypertension = new("Essential hypertension", "I10", 45, 55, [[Ramipril], [Losartan], [Amlodipine], [Ramipril, Amlodipine]], []);
    public static readonly Comorbidity Diabetes = new("Type 2 diabetes mellitus", "E11.9", 45, 28, [[Metformin], [Metformin, Dapagliflozin], [Metformin, InsulinGlargine]],
        [new(HbA1c, 7.8m), new(Glucose, 212, 187, 164, 158)]);
    public static readonly Comorbidity Dyslipidaemia = new("Mixed hyperlipidaemia", "E78.2", 45, 35, [[Atorvastatin20], [Rosuvastatin]],
        [new(Ldl, 118), new(Cholesterol, 208), new(Hdl, 44), new(Triglycerides, 182)]);
    public static readonly Comorbidity CoronaryDisease = new("Chronic ischaemic heart disease", "I25.10", 55, 14, [[Aspirin, Atorvastatin80, Bisoprolol]], [new(Ldl, 74)]);
    public static readonly Comorbidity AtrialFibrillation = new("Permanent atrial fibrillation", "I48.21", 68, 16, [[Apixaban, Bisoprolol]], []);
    public static readonly Comorbidity HeartFailure = new("Chronic systolic heart failure", "I50.22", 65, 8, [[SacubitrilValsartan, Bisoprolol, Spironolactone, Furosemide]], [new(Bnp, 310)]);
    public static readonly Comorbidity KidneyDisease3 = new("Chronic kidney disease, stage 3a", "N18.31", 62, 12, [[Losartan]], [new(Creatinine, 1.48m, 1.45m, 1.50m, 1.44m), new(Urea, 29, 27, 28)]);
    public static readonly Comorbidity KidneyDisease4 = new("Chronic kidney disease, stage 4", "N18.4", 50, 0, [[Furosemide]], [new(Creatinine, 2.7m), new(Urea, 58)]);
    public static readonly Comorbidity Copd = new("Chronic obstructive pulmonary disease", "J44.9", 55, 11, [[Tiotropium, SalbutamolInhaler]], []);
    public static readonly Comorbidity Asthma = new("Moderate persistent asthma", "J45.40", 18, 5, [[BudesonideFormoterol, SalbutamolInhaler]], []);
    public static readonly Comorbidity Hypothyroidism = new("Hypothyroidism", "E03.9", 35, 9, [[Levothyroxine]], [new(Tsh, 2.85m)]);
    public static readonly Comorbidity Reflux = new("Gastro-oesophageal reflux disease", "K21.9", 30, 12, [[Omeprazole]], []);
    public static readonly Comorbidity Prostate = new("Benign prostatic hyperplasia", "N40.1", 58, 35, [[Tamsulosin]], [], "male");
    public static readonly Comorbidity Osteoporosis = new("Postmenopausal osteoporosis", "M81.0", 62, 32, [[AlendronicAcid, VitaminD]], [new(Calcium, 9.1m)], "female");
    public static readonly Comorbidity Depression = new("Recurrent depressive disorder", "F33.9", 25, 10, [[Sertraline]], []);
    public static readonly Comorbidity Gout = new("Gout", "M10.9", 50, 8, [[Allopurinol]], [new(UricAcid, 6.8m)]);

    /// <summary>In the order they are drawn; a later one never undoes an earlier one.</summary>
    public static readonly Comorbidity[] Drawn =
    [
        Hypertension, Diabetes, Dyslipidaemia, CoronaryDisease, AtrialFibrillation, HeartFailure, KidneyDisease3,
        Copd, Asthma, Hypothyroidism, Reflux, Prostate, Osteoporosis, Depression, Gout,
    ];
}
