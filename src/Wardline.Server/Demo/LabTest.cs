using Wardline.Clinical.Observations;

namespace Wardline.Server.Demo;

/// <summary>A measurement with its LOINC code, UCUM unit and adult reference range; women have their own where it differs.</summary>
internal sealed record LabTest(string Text, string Loinc, string Unit, int Decimals, ReferenceRange Range, ReferenceRange? RangeInWomen = null)
{
    public ReferenceRange RangeFor(bool female) => female && RangeInWomen is { } own ? own : Range;
}

internal static class Laboratory
{
    public static readonly LabTest Hemoglobin = new("Hemoglobin", "718-7", "g/dL", 1, new(13.5m, 17.5m, 7m), new(12.0m, 15.5m, 7m));
    public static readonly LabTest Leukocytes = new("Leukocytes", "6690-2", "10*3/uL", 1, new(4.0m, 11.0m, 1m, 30m));
    public static readonly LabTest Platelets = new("Platelets", "777-3", "10*3/uL", 0, new(150, 400, 30, 1000));
    public static readonly LabTest Crp = new("C-reactive protein", "1988-5", "mg/L", 1, new(null, 5m));
    public static readonly LabTest Procalcitonin = new("Procalcitonin", "33959-8", "ng/mL", 2, new(null, 0.5m));
    public static readonly LabTest Creatinine = new("Creatinine", "2160-0", "mg/dL", 2, new(0.70m, 1.30m), new(0.60m, 1.10m));
    public static readonly LabTest Egfr = new("eGFR (CKD-EPI 2021)", "98979-8", "mL/min/{1.73_m2}", 0, new(60, null));
    public static readonly LabTest Urea = new("Urea nitrogen", "3094-0", "mg/dL", 0, new(7, 20, null, 100));
    public static readonly LabTest Sodium = new("Sodium", "2951-2", "mmol/L", 0, new(136, 145, 120, 160));
    public static readonly LabTest Potassium = new("Potassium", "2823-3", "mmol/L", 1, new(3.5m, 5.1m, 2.5m, 6.5m));
    public static readonly LabTest Calcium = new("Calcium", "17861-6", "mg/dL", 1, new(8.5m, 10.5m, 6.5m, 13m));
    public static readonly LabTest Glucose = new("Glucose", "2345-7", "mg/dL", 0, new(70, 140, 50, 450));
    public static readonly LabTest HbA1c = new("Hemoglobin A1c", "4548-4", "%", 1, new(4.0m, 5.6m));
    public static readonly LabTest TroponinI = new("Troponin I", "10839-9", "ng/mL", 2, new(null, 0.04m));
    public static readonly LabTest Bnp = new("BNP", "30934-4", "pg/mL", 0, new(null, 100));
    public static readonly LabTest Cholesterol = new("Cholesterol, total", "2093-3", "mg/dL", 0, new(null, 200));
    public static readonly LabTest Ldl = new("LDL cholesterol, calculated", "13457-7", "mg/dL", 0, new(null, 100));
    public static readonly LabTest Hdl = new("HDL cholesterol", "2085-9", "mg/dL", 0, new(40, null), new(50, null));
    public static readonly LabTest Triglycerides = new("Triglycerides", "2571-8", "mg/dL", 0, new(null, 150));
    public static readonly LabTest Inr = new("INR", "6301-6", "{INR}", 1, new(0.8m, 1.2m, null, 5m));
    public static readonly LabTest Lactate = new("Lactate", "2524-7", "mmol/L", 1, new(0.5m, 2.0m, null, 4m));
    public static readonly LabTest Ast = new("AST", "1920-8", "U/L", 0, new(null, 40, null, 1000));
    public static readonly LabTest Alt = new("ALT", "1742-6", "U/L", 0, new(null, 41, null, 1000));
    public static readonly LabTest AlkalinePhosphatase = new("Alkaline phosphatase", "6768-6", "U/L", 0, new(40, 130));
    public static readonly LabTest Bilirubin = new("Bilirubin, total", "1975-2", "mg/dL", 1, new(0.2m, 1.2m));
    public static readonly LabTest Lipase = new("Lipase", "3040-3", "U/L", 0, new(13, 60));
    public static readonly LabTest CreatineKinase = new("Creatine kinase", "2157-6", "U/L", 0, new(null, 200));
    public static readonly LabTest ArterialPh = new("Arterial pH", "2744-1", "[pH]", 2, new(7.35m, 7.45m, 7.20m, 7.60m));
    public static readonly LabTest ArterialPco2 = new("Arterial pCO2", "2019-8", "mm[Hg]", 0, new(35, 45, 20, 70));
    public static readonly LabTest ArterialPo2 = new("Arterial pO2", "2703-7", "mm[Hg]", 0, new(80, 100, 40, null));
    public static readonly LabTest Bicarbonate = new("Bicarbonate, arterial", "1960-4", "mmol/L", 0, new(22, 28, 10, 40));
    public static readonly LabTest Ketones = new("Beta-hydroxybutyrate", "66441-7", "mmol/L", 1, new(null, 0.5m));
    public static readonly LabTest Tsh = new("TSH", "3016-3", "m[IU]/L", 2, new(0.40m, 4.00m));
    public static readonly LabTest Albumin = new("Albumin", "1751-7", "g/dL", 1, new(3.5m, 5.0m));
    public static readonly LabTest UricAcid = new("Uric acid", "3084-1", "mg/dL", 1, new(3.5m, 7.2m), new(2.6m, 6.0m));
    public static readonly LabTest Cea = new("CEA", "2039-6", "ng/mL", 1, new(null, 5.0m));

    public static readonly LabTest HeartRate = new("Heart rate", "8867-4", "/min", 0, new(60, 100, 40, 140));
    public static readonly LabTest Systolic = new("Systolic blood pressure", "8480-6", "mm[Hg]", 0, new(90, 140, 75, 200));
    public static readonly LabTest Diastolic = new("Diastolic blood pressure", "8462-4", "mm[Hg]", 0, new(60, 90));
    public static readonly LabTest RespiratoryRate = new("Respiratory rate", "9279-1", "/min", 0, new(12, 20, 8, 30));
    public static readonly LabTest OxygenSaturation = new("Oxygen saturation", "59408-5", "%", 0, new(94, null, 85, null));
    public static readonly LabTest Temperature = new("Body temperature", "8310-5", "Cel", 1, new(36.0m, 37.8m, 34m, 40m));
    public static readonly LabTest Weight = new("Body weight", "29463-7", "kg", 0, default);
    public static readonly LabTest Height = new("Body height", "8302-2", "cm", 0, default);

    /// <summary>Creatinine in mg/dL to mL/min/1.73 m² by CKD-EPI 2021 (Inker et al., NEJM 2021;385:1737).</summary>
    public static decimal EgfrOf(decimal creatinine, int age, bool female)
    {
        var kappa = female ? 0.7 : 0.9;
        var alpha = female ? -0.241 : -0.302;
        var relative = (double)creatinine / kappa;
        var value = 142 * Math.Pow(Math.Min(relative, 1), alpha) * Math.Pow(Math.Max(relative, 1), -1.200) * Math.Pow(0.9938, age) * (female ? 1.012 : 1);
        return decimal.Round((decimal)value, 0);
    }
}
