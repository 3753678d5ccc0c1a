using System.Collections.Frozen;

namespace Wardline.Language.Notes.Words;

/// <summary>Words that make an utterance matter to a note. Singular and plural are written out.</summary>
internal static class ClinicalWords
{
    public static readonly FrozenSet<string> Symptoms = WordList.Of("""
        pain pains painful hurt hurts hurting sore soreness ache aches aching achy burn burning itch itching itchy numb numbness tingling tingle weak weakness
        fatigue fatigued tired exhausted dizzy dizziness lightheaded lightheadedness headache headaches migraine migraines fever fevers chills sweats nausea
        nauseous nauseated vomit vomiting diarrhea constipation constipated bloating bloated cramp cramps cramping swelling swollen swell stiff stiffness
        cough coughing congestion congested runny sneezing wheeze wheezing breath breathing shortness throat phlegm sputum mucus bleeding blood bruise bruising rash
        rashes redness red discharge palpitations racing faint fainted fainting syncope fell fallen falls injury injured injure trauma twisted sprain swallow swallowing
        heartburn reflux appetite weight sleep sleeping insomnia anxious anxiety depressed depression stress stressed mood suicidal memory confusion confused
        vision blurry hearing ringing urine urinate urinating urination frequency urgency bowel stool stools thirsty thirst hot cold flashes symptom symptoms
        sick ill infection pressure tightness tight locking popping pop clicking limp limping snoring lump mass growth lesion tender tenderness worse worsening better
        worst severe mild constant intermittent radiate radiates radiating spasm spasms seizure seizures tremor allergic allergies allergy relief cyst periods period pregnant
        """);

    public static readonly FrozenSet<string> Body = WordList.Of("""
        head neck back chest heart lung lungs abdomen abdominal belly stomach leg legs arm arms hand hands finger fingers thumb wrist wrists elbow elbows
        shoulder shoulders hip hips knee knees ankle ankles foot feet toe toes calf calves thigh thighs eye eyes ear ears nose sinus sinuses throat mouth tongue
        skin spine joint joints muscle muscles kidney kidneys liver breast breasts bladder prostate bowel groin rib ribs side hamstring achilles tendon
        extremities extremity nerve face cheek jaw lymph thyroid scalp forehead colon gallbladder uterus ovary ovaries pelvis pelvic buttock buttocks shin heel
        """);

    public static readonly FrozenSet<string> Conditions = WordList.Of("""
        diabetes diabetic hypertension hypertensive cholesterol asthma copd emphysema arthritis osteoarthritis rheumatoid gout cancer stroke depression anxiety bipolar
        hypothyroidism hyperthyroidism anemia fracture fractures sprain strain tear tendinitis bursitis pneumonia bronchitis sinusitis infection uti hepatitis cirrhosis
        reflux gerd ulcer colitis diverticulitis pancreatitis gallstones stones stone migraine migraines epilepsy seizure neuropathy sciatica stenosis fibrillation
        failure murmur disease syndrome disorder obesity apnea eczema psoriasis lupus transplant surgery surgeries psychosis hernia appendicitis covid flu pcos hiv
        hyperlipidemia osteoporosis melanoma leukemia lymphoma aneurysm angina attack infarction clot embolism dvt tendinopathy epicondylitis radiculopathy concussion
        """);

    public static readonly FrozenSet<string> Treatments = WordList.Of("""
        medication medications medicine medicines meds pill pills tablet tablets dose dosage mg milligrams milligram mcg daily refill prescription inhaler insulin
        antibiotic antibiotics steroid steroids injection injections shot shots vaccine therapy physical brace splint cast crutches ice icing iced heat surgery operation
        procedure tylenol ibuprofen advil motrin aleve naproxen aspirin metformin lisinopril lasix furosemide torsemide prednisone albuterol synthroid levothyroxine
        norvasc amlodipine metoprolol lipitor atorvastatin crestor statin zoloft lexapro prozac celexa gabapentin lyrica omeprazole prilosec protonix pepcid
        meloxicam mobic celebrex ultram tramadol oxycodone percocet norco hydrocodone flexeril robaxin imitrex zofran amoxicillin penicillin augmentin
        doxycycline azithromycin bactrim cipro keflex clindamycin hydrochlorothiazide losartan carvedilol coumadin warfarin eliquis xarelto plavix digoxin cream ointment drops patch
        supplement supplements vitamin iron oxygen cpap diet exercise exercises rest chemotherapy radiation dialysis acetaminophen supplement methotrexate
        humira allopurinol colchicine benadryl claritin zyrtec flonase singulair advair tamsulosin flomax insulin lantus jardiance ozempic farxiga glipizide bumex spironolactone
        """);

    public static readonly FrozenSet<string> Findings = WordList.Of("""
        exam examination palpation auscultation tender tenderness nontender murmur murmurs edema pitting erythema ecchymosis bruising effusion crepitus crackles wheezes wheezing rales
        rhonchi rhythm reflexes strength sensation pulses gait flexion extension rotation abduction adduction range motion pronation supination bilaterally distended soft guarding rebound
        clear regular pupils conjunctiva lymphadenopathy bruits bruit systolic diastolic gallops supple masses alert oriented distress capillary radial symmetric
        inflamed erythematous swelling swollen intact numbness deformity laceration limited normal rigid rash warm dry drainage nodules
        """);

    public static readonly FrozenSet<string> Vitals = WordList.Of("vital vitals temperature pulse respirations saturation oximetry bmi afebrile sat spo2");

    public static readonly FrozenSet<string> Tests = WordList.Of("""
        x-ray x-rays xray xrays mri ct cat scan scans echo echocardiogram ekg ecg electrocardiogram labs lab bloodwork panel result results hemoglobin a1c creatinine potassium
        sodium magnesium cholesterol ldl hdl triglycerides ultrasound biopsy culture spirometry pft pfts pulmonary urinalysis test tests imaging mammogram colonoscopy
        endoscopy emg glucose platelets hematocrit bun tsh ferritin crp esr troponin bnp monitor holter stress pathology radiograph radiographs doppler angiogram catheterization
        white cell count cells eosinophil lipid lactate rapid strep ana thyroid-stimulating
        hba1c procalcitonin urea bicarbonate inr sugar dipstick
        """);

    public static readonly FrozenSet<string> History = WordList.Of("""
        year-old female male history diagnosed significant presents presenting hospital emergency surgeon specialist appointment follow-up followup family mother father brother
        sister grandmother grandfather wife husband kids children married divorced work job smoke smoking smoked cigarettes pack alcohol drink drinking beer wine drugs marijuana
        retired exercise exercising running walking hiking golf tennis basketball travel traveling started began ago since yesterday lately recently weekend morning night nights evening days weeks months years week month day
        side left right both
        """);

    /// <summary>Words of acute meaning for a division between what is felt and what is found.</summary>
    public static bool IsClinical(string lower) => Symptoms.Contains(lower) || Body.Contains(lower) || Conditions.Contains(lower) || Treatments.Contains(lower)
        || Findings.Contains(lower) || Tests.Contains(lower) || Vitals.Contains(lower) || LooksMedical(lower);

    /// <summary>Endings that only medical words have.</summary>
    private static bool LooksMedical(string lower) => lower.Length > 6 && (lower.EndsWith("itis", StringComparison.Ordinal) || lower.EndsWith("osis", StringComparison.Ordinal)
        || lower.EndsWith("emia", StringComparison.Ordinal) || lower.EndsWith("pathy", StringComparison.Ordinal) || lower.EndsWith("ectomy", StringComparison.Ordinal)
        || lower.EndsWith("pril", StringComparison.Ordinal) || lower.EndsWith("olol", StringComparison.Ordinal) || lower.EndsWith("statin", StringComparison.Ordinal)
        || lower.EndsWith("sartan", StringComparison.Ordinal) || lower.EndsWith("azole", StringComparison.Ordinal) || lower.EndsWith("cillin", StringComparison.Ordinal)
        || lower.EndsWith("mycin", StringComparison.Ordinal) || lower.EndsWith("ology", StringComparison.Ordinal) || lower.EndsWith("ologist", StringComparison.Ordinal)
        || lower.EndsWith("scopy", StringComparison.Ordinal) || lower.EndsWith("algia", StringComparison.Ordinal) || lower.EndsWith("uria", StringComparison.Ordinal));
}
