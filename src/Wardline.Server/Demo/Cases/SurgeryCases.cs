using static Wardline.Server.Demo.Cases.Comorbidity;
using static Wardline.Server.Demo.Formulary;
using static Wardline.Server.Demo.Laboratory;

namespace Wardline.Server.Demo.Cases;

internal static class SurgeryCases
{
    public static readonly CaseTemplate[] All =
    [
        new("appendicitis", "surgery", "Acute appendicitis, after laparoscopic appendicectomy")
        {
            Diagnoses = [new("Unspecified acute appendicitis", "K35.80")],
            Ages = (18, 48), HoursAgo = (22, 50),
            Orders = [Ceftriaxone, Metronidazole, Paracetamol, Metamizole, Ondansetron],
            Labs = [new(Leukocytes, 15.4m, 11.2m, 8.9m), new(Crp, 74m, 98m, 52m)],
            Arrival = new(102, 122, 74, 18, 98, 38.2m), Latest = new(76, 118, 72, 14, 99, 36.9m),
            Reports =
            [
                new("imaging", "Ultrasound abdomen", "24558-9", 1.4, ["Non-compressible appendix of 10 mm", "Periappendiceal fluid"], "Acute appendicitis."),
                new("pathology", "Appendix", "11526-1", 18, ["Transmural neutrophilic inflammation", "No perforation"], "Acute suppurative appendicitis."),
            ],
        },
        new("cholecystitis", "surgery", "Right upper quadrant pain and fever: acute cholecystitis")
        {
            Diagnoses = [new("Acute cholecystitis", "K81.0")],
            Ages = (36, 79), HoursAgo = (24, 72),
            Orders = [PiperacillinTazobactam, Paracetamol, Metamizole, Ondansetron, EnoxaparinProphylaxis],
            Labs = [new(Leukocytes, 16.1m, 13.8m, 10.9m), new(Crp, 132m, 148m, 92m), new(Bilirubin, 1.4m, 1.2m), new(Alt, 58, 49), new(AlkalinePhosphatase, 142, 128), new(Lipase, 38)],
            Arrival = new(104, 132, 78, 20, 97, 38.6m), Latest = new(82, 126, 74, 16, 97, 37.3m),
            Reports = [new("imaging", "Ultrasound abdomen", "24558-9", 2.2, ["Gallbladder wall of 6 mm", "Impacted stone in the neck", "Sonographic Murphy sign", "Common bile duct 5 mm"], "Acute calculous cholecystitis.")],
        },
        new("hip-fracture", "surgery", "Fall at home: hip fracture, hemiarthroplasty")
        {
            Diagnoses = [new("Displaced fracture of neck of right femur, closed", "S72.001A")],
            Ages = (72, 93), HoursAgo = (40, 110), History = [Hypertension],
            Orders = [Cefazolin, Paracetamol, MorphineIv, EnoxaparinProphylaxis, VitaminD],
            Labs = [new(Hemoglobin, 12.1m, 10.2m, 9.6m, 9.9m), new(Crp, 14m, 96m, 84m), new(Sodium, 137, 134, 136), new(Inr, 1.0m), new(Albumin, 3.3m)],
            Arrival = new(94, 154, 82, 18, 95, 36.5m), Latest = new(82, 132, 74, 16, 95, 37.0m),
            Reports = [new("imaging", "X-ray right hip", null, 0.7, ["Displaced intracapsular fracture of the femoral neck"], "Garden IV fracture.")],
        },
        new("diverticulitis", "surgery", "Left lower abdominal pain: sigmoid diverticulitis")
        {
            Diagnoses = [new("Diverticulitis of large intestine without perforation or abscess without bleeding", "K57.32")],
            Ages = (44, 78), HoursAgo = (24, 70),
            Orders = [AmoxicillinClavulanate, Paracetamol, EnoxaparinProphylaxis],
            Labs = [new(Leukocytes, 14.2m, 12.1m, 9.8m), new(Crp, 118m, 134m, 71m)],
            Arrival = new(96, 136, 80, 18, 97, 38.1m), Latest = new(78, 126, 74, 16, 98, 37.0m),
            Reports = [new("imaging", "CT abdomen and pelvis", null, 3, ["Wall thickening of the sigmoid over 8 cm", "Pericolic stranding", "No free gas, no collection"], "Uncomplicated diverticulitis.")],
        },
        new("colon-cancer", "surgery", "Right hemicolectomy for adenocarcinoma, recovering")
        {
            Diagnoses = [new("Malignant neoplasm of ascending colon", "C18.2"), new("Iron deficiency anemia secondary to blood loss (chronic)", "D50.0")],
            Ages = (55, 82), HoursAgo = (60, 130), Without = [AtrialFibrillation],
            Orders = [Paracetamol, Metamizole, Ondansetron, EnoxaparinProphylaxis, IronSucrose],
            Labs = [new(Hemoglobin, 10.8m, 9.4m, 9.2m, 9.6m, 9.8m), new(Cea, 12.4m), new(Crp, 9m, 142m, 118m, 76m, 48m), new(Albumin, 3.4m, 3.0m), new(Potassium, 4.1m, 3.6m, 3.9m)],
            Arrival = new(76, 138, 80, 16, 97, 36.5m), Latest = new(82, 124, 72, 16, 97, 37.1m),
            Reports = [new("pathology", "Right colon, preliminary", "11526-1", 54, ["Moderately differentiated adenocarcinoma", "Margins free", "Lymph nodes in work"], "pT3; nodal status to follow.")],
        },
        new("bowel-obstruction", "surgery", "Vomiting and distension: small bowel obstruction")
        {
            Diagnoses = [new("Intestinal adhesions with partial obstruction", "K56.51")],
            Ages = (46, 84), HoursAgo = (20, 64),
            Orders = [PotassiumChloride, PantoprazoleIv, Ondansetron, EnoxaparinProphylaxis, Paracetamol], Holds = ["C03", "A10B", "B01AF"],
            Labs = [new(Potassium, 3.1m, 3.5m, 3.9m), new(Creatinine, 1.42m, 1.18m, 0.98m), new(Urea, 38, 27, 19), new(Lactate, 1.9m, 1.2m), new(Leukocytes, 12.8m, 10.4m)],
            Arrival = new(106, 112, 68, 20, 96, 37.2m), Latest = new(84, 124, 74, 16, 97, 36.8m),
            Reports = [new("imaging", "CT abdomen and pelvis", null, 2.4, ["Dilated small bowel up to 4.2 cm", "Transition point in the right lower quadrant", "No sign of ischaemia"], "Adhesive small bowel obstruction; conservative management with nasogastric tube.")],
        },
        new("hernia", "surgery", "Irreducible groin swelling: inguinal hernia with obstruction, repaired")
        {
            Diagnoses = [new("Unilateral inguinal hernia, with obstruction, without gangrene", "K40.30")],
            Ages = (40, 80), HoursAgo = (20, 46),
            Orders = [Cefazolin, Paracetamol, Metamizole, EnoxaparinProphylaxis],
            Labs = [new(Lactate, 1.6m, 1.1m), new(Leukocytes, 11.6m, 9.2m), new(Crp, 18m, 46m)],
            Arrival = new(92, 142, 82, 18, 97, 36.9m), Latest = new(74, 128, 76, 14, 98, 36.7m),
        },
    ];
}
