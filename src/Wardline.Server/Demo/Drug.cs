namespace Wardline.Server.Demo;

/// <summary>A drug as it is ordered here. <paramref name="For"/> holds the ICD-10-CM prefixes that justify it; none means that any inpatient may get it.</summary>
internal sealed record Drug(string Text, string Atc, string Dose, string Route, string Frequency, params string[] For)
{
    /// <summary>Given and done; what remains is the entry that it was given.</summary>
    public bool Once { get; init; }

    /// <summary>Two drugs of one group are not given together.</summary>
    public string Group => Atc switch
    {
        _ when Atc.StartsWith("C09", StringComparison.Ordinal) => "renin-angiotensin",
        _ when Atc.StartsWith("C07", StringComparison.Ordinal) => "beta blocker",
        _ when Atc.StartsWith("B01AB", StringComparison.Ordinal) || Atc.StartsWith("B01AF", StringComparison.Ordinal) => "anticoagulant",
        "B01AC06" => "aspirin",
        _ => Atc[..5],
    };
}

internal static class Formulary
{
    private const string Oral = "oral";
    private const string Iv = "intravenous";
    private const string Sc = "subcutaneous";
    private const string Inhaled = "inhaled";
    private const string Daily = "once daily";
    private const string Twice = "twice daily";
    private const string Every8h = "every 8 hours";
    private const string Infusion = "continuous infusion";

    // Heart and vessels
    public static readonly Drug Aspirin = new("Aspirin", "B01AC06", "100 mg", Oral, Daily, "I20", "I21", "I25", "I63", "Z95");
    public static readonly Drug Clopidogrel = new("Clopidogrel", "B01AC04", "75 mg", Oral, Daily, "I20", "I21", "I25", "I63", "Z95");
    public static readonly Drug Ticagrelor = new("Ticagrelor", "B01AC24", "90 mg", Oral, Twice, "I20", "I21");
    public static readonly Drug Atorvastatin20 = new("Atorvastatin", "C10AA05", "20 mg", Oral, "once daily at night", "E78");
    public static readonly Drug Atorvastatin80 = new("Atorvastatin", "C10AA05", "80 mg", Oral, "once daily at night", "I20", "I21", "I25", "I63");
    public static readonly Drug Rosuvastatin = new("Rosuvastatin", "C10AA07", "10 mg", Oral, Daily, "E78");
    public static readonly Drug Bisoprolol = new("Bisoprolol", "C07AB07", "2.5 mg", Oral, Daily, "I10", "I20", "I21", "I25", "I48", "I50");
    public static readonly Drug MetoprololIv = new("Metoprolol tartrate", "C07AB02", "5 mg", Iv, "every 5 minutes, up to 3 doses", "I48") { Once = true };
    public static readonly Drug Ramipril = new("Ramipril", "C09AA05", "5 mg", Oral, Daily, "I10", "I21", "I25", "I50");
    public static readonly Drug Losartan = new("Losartan", "C09CA01", "50 mg", Oral, Daily, "I10", "N18");
    public static readonly Drug Amlodipine = new("Amlodipine", "C08CA01", "5 mg", Oral, Daily, "I10");
    public static readonly Drug SacubitrilValsartan = new("Sacubitril/valsartan", "C09DX04", "24 mg/26 mg", Oral, Twice, "I50");
    public static readonly Drug Spironolactone = new("Spironolactone", "C03DA01", "25 mg", Oral, Daily, "I50");
    public static readonly Drug Furosemide = new("Furosemide", "C03CA01", "40 mg", Oral, Daily, "I50", "I35", "N18");
    public static readonly Drug FurosemideIv = new("Furosemide", "C03CA01", "40 mg", Iv, Twice, "I50", "I35");
    public static readonly Drug Dapagliflozin = new("Dapagliflozin", "A10BK01", "10 mg", Oral, Daily, "I50", "E11", "N18");
    public static readonly Drug Apixaban = new("Apixaban", "B01AF02", "5 mg", Oral, Twice, "I48");
    public static readonly Drug EnoxaparinTreatment = new("Enoxaparin", "B01AB05", "1 mg/kg", Sc, "every 12 hours", "I20", "I21", "I48");
    public static readonly Drug EnoxaparinProphylaxis = new("Enoxaparin", "B01AB05", "40 mg", Sc, Daily);
    public static readonly Drug HeparinProphylaxis = new("Heparin", "B01AB01", "5000 [iU]", Sc, Every8h);
    public static readonly Drug Amiodarone = new("Amiodarone", "C01BD01", "900 mg in 24 hours", Iv, Infusion, "I46", "I47", "I48");
    public static readonly Drug Nitroglycerin = new("Nitroglycerin", "C01DA02", "0.4 mg", "sublingual", "as needed for chest pain", "I20", "I21", "I25");
    public static readonly Drug Atropine = new("Atropine", "A03BA01", "0.5 mg", Iv, "as needed for symptomatic bradycardia", "I44");
    public static readonly Drug Noradrenaline = new("Noradrenaline", "C01CA03", "0.15 ug/kg/min", Iv, Infusion, "R65.21", "I46", "R57");

    // Metabolism
    public static readonly Drug Metformin = new("Metformin", "A10BA02", "850 mg", Oral, Twice, "E11");
    public static readonly Drug InsulinGlargine = new("Insulin glargine", "A10AE04", "18 [iU]", Sc, "once daily at night", "E10", "E11");
    public static readonly Drug InsulinCorrection = new("Insulin aspart", "A10AB05", "2–8 [iU] by capillary glucose", Sc, "before meals", "E10", "E11");
    public static readonly Drug InsulinInfusion = new("Insulin, human", "A10AB01", "0.1 [iU]/kg/h", Iv, Infusion, "E10.1");
    public static readonly Drug Levothyroxine = new("Levothyroxine", "H03AA01", "75 ug", Oral, "once daily before breakfast", "E03");
    public static readonly Drug Allopurinol = new("Allopurinol", "M04AA01", "100 mg", Oral, Daily, "M10");
    public static readonly Drug AlendronicAcid = new("Alendronic acid", "M05BA04", "70 mg", Oral, "once weekly", "M81");
    public static readonly Drug VitaminD = new("Colecalciferol", "A11CC05", "800 [iU]", Oral, Daily, "M81", "S72");
    public static readonly Drug PotassiumChloride = new("Potassium chloride", "B05XA01", "20 mmol/L in maintenance fluid", Iv, Infusion, "E10.1", "K56");
    public static readonly Drug CalciumGluconate = new("Calcium gluconate", "A12AA03", "1 g", Iv, "once", "E87.5") { Once = true };

    // Infection
    public static readonly Drug AmoxicillinClavulanate = new("Amoxicillin/clavulanic acid", "J01CR02", "1.2 g", Iv, Every8h, "J18", "K57", "K81");
    public static readonly Drug PiperacillinTazobactam = new("Piperacillin/tazobactam", "J01CR05", "4.5 g", Iv, "every 6 hours", "A41", "K81", "K65", "K35");
    public static readonly Drug Ceftriaxone = new("Ceftriaxone", "J01DD04", "2 g", Iv, Daily, "J18", "N10", "K35", "K57", "I33", "A41");
    public static readonly Drug Cefazolin = new("Cefazolin", "J01DB04", "2 g", Iv, "once before incision", "S72", "K40", "C18") { Once = true };
    public static readonly Drug Gentamicin = new("Gentamicin", "J01GB03", "3 mg/kg", Iv, Daily, "I33");
    public static readonly Drug Metronidazole = new("Metronidazole", "J01XD01", "500 mg", Iv, Every8h, "K35", "K57", "C18");
    public static readonly Drug Azithromycin = new("Azithromycin", "J01FA10", "500 mg", Oral, Daily, "J18", "J44.1");
    public static readonly Drug Levofloxacin = new("Levofloxacin", "J01MA12", "500 mg", Iv, Twice, "J80", "J10", "J18");
    public static readonly Drug Oseltamivir = new("Oseltamivir", "J05AH02", "75 mg", "nasogastric", Twice, "J10");
    public static readonly Drug Meropenem = new("Meropenem", "J01DH02", "1 g", Iv, Every8h, "A41", "K85");

    // Lungs
    public static readonly Drug SalbutamolNebulised = new("Salbutamol", "R03AC02", "5 mg", "nebulised", "every 4 hours", "J44", "J45");
    public static readonly Drug SalbutamolInhaler = new("Salbutamol", "R03AC02", "100–200 ug", Inhaled, "as needed", "J44", "J45");
    public static readonly Drug IpratropiumNebulised = new("Ipratropium", "R03BB01", "0.5 mg", "nebulised", "every 6 hours", "J44", "J45");
    public static readonly Drug Tiotropium = new("Tiotropium", "R03BB04", "18 ug", Inhaled, Daily, "J44");
    public static readonly Drug BudesonideFormoterol = new("Budesonide/formoterol", "R03AK07", "160 ug/4.5 ug", Inhaled, Twice, "J45");
    public static readonly Drug Prednisolone = new("Prednisolone", "H02AB06", "40 mg", Oral, "once daily for 5 days", "J44.1", "J45.901", "T78");
    public static readonly Drug Hydrocortisone = new("Hydrocortisone", "H02AB09", "50 mg", Iv, "every 6 hours", "R65.21", "T78");
    public static readonly Drug Dexamethasone = new("Dexamethasone", "H02AB02", "6 mg", Iv, Daily, "J80");

    // Pain, stomach, nerves
    public static readonly Drug Paracetamol = new("Paracetamol", "N02BE01", "1 g", Iv, "every 8 hours as needed");
    public static readonly Drug Metamizole = new("Metamizole", "N02BB02", "1 g", Iv, "every 8 hours as needed", "K35", "K81", "K40", "S72", "C18", "N20");
    public static readonly Drug Ketorolac = new("Ketorolac", "M01AB15", "30 mg", Iv, "every 8 hours, at most 2 days", "N20", "K35");
    public static readonly Drug MorphineIv = new("Morphine", "N02AA01", "2–4 mg", Iv, "every 4 hours as needed", "I21", "S72", "K85", "C18");
    public static readonly Drug Tramadol = new("Tramadol", "N02AX02", "50 mg", Oral, "every 8 hours as needed", "S72", "K40", "N20");
    public static readonly Drug Omeprazole = new("Omeprazole", "A02BC01", "20 mg", Oral, "once daily before breakfast", "K21", "I20", "I21", "I63");
    public static readonly Drug PantoprazoleIv = new("Pantoprazole", "A02BC02", "40 mg", Iv, Daily, "K92", "A41", "J80", "I46", "K85", "S06", "K56", "N17");
    public static readonly Drug PantoprazoleInfusion = new("Pantoprazole", "A02BC02", "8 mg/h", Iv, Infusion, "K92", "K25");
    public static readonly Drug Ondansetron = new("Ondansetron", "A04AA01", "4 mg", Iv, "every 8 hours as needed", "K35", "K81", "K56", "K85", "N20", "C18");
    public static readonly Drug Tamsulosin = new("Tamsulosin", "G04CA02", "0.4 mg", Oral, Daily, "N20", "N40");
    public static readonly Drug Sertraline = new("Sertraline", "N06AB06", "50 mg", Oral, Daily, "F32", "F33");
    public static readonly Drug Levetiracetam = new("Levetiracetam", "N03AX14", "500 mg", Iv, Twice, "S06");
    public static readonly Drug Adrenaline = new("Adrenaline", "C01CA24", "0.5 mg", "intramuscular", "once, repeat after 5 minutes if needed", "T78") { Once = true };
    public static readonly Drug Cetirizine = new("Cetirizine", "R06AE07", "10 mg", Oral, Daily, "T78");
    public static readonly Drug IronSucrose = new("Iron sucrose", "B03AC", "200 mg", Iv, "three times a week", "D50", "D62");

    // Intensive care
    public static readonly Drug Propofol = new("Propofol", "N01AX10", "1–3 mg/kg/h", Iv, Infusion, "J80", "I46", "S06", "R65.21");
    public static readonly Drug Fentanyl = new("Fentanyl", "N01AH01", "50 ug/h", Iv, Infusion, "J80", "I46", "S06", "R65.21", "K85");
    public static readonly Drug Cisatracurium = new("Cisatracurium", "M03AC11", "0.1 mg/kg/h", Iv, Infusion, "J80");
    public static readonly Drug RingerLactate = new("Ringer's lactate", "B05BB01", "125 mL/h", Iv, Infusion);
    public static readonly Drug SodiumBicarbonate = new("Sodium bicarbonate", "B05XA02", "50 mmol", Iv, "once", "N17", "E87") { Once = true };
}
