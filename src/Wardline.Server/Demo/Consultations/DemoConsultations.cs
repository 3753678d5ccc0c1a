namespace Wardline.Server.Demo.Consultations;

/// <summary>What one can try the scribe with. Each has something that a careless note gets wrong.</summary>
internal static class DemoConsultations
{
    public static IReadOnlyList<DemoConsultation> All { get; } =
    [
        // As a recogniser without punctuation writes it. Arms and doses are corrected in mid-sentence.
        new("infarction-day-two", "Ward round before the angiography", "cardiology", "7823", TranscriptForm.Labelled,
            "Ticagrelor", "Ramipril", "Bisoprolol", "Rosuvastatin"),

        // The side is corrected, pounds become kilograms, and a dose is off by ten before it is put right.
        new("left-flank-pain", "Flank pain, going home", "emergency", "6035", TranscriptForm.Labelled,
            "Ibuprofen", "Paracetamol", "Levofloxacin", "Ciprofloxacin", "Penicillin"),

        // Nobody knows who the voices are; one segment has none. Lungs are listened to, the heart is not.
        new("fever-and-cough", "Pneumonia, the morning after", "emergency", "5127", TranscriptForm.WhisperX, "Insulin aspart", "Enoxaparin", "Penicillin"),

        // The patient is confused, the daughter tells the story, and the chest is about to be listened to when the telephone rings.
        new("hip-with-daughter", "Hip fracture, with the daughter", "surgery", "7283", TranscriptForm.Labelled, "Ibuprofen", "Macrogol", "Heparin"),

        // A drug that was not taken, one that is on hold, and one that may be begun.
        new("kidney-and-potassium", "How the potassium rose", "icu", "3492", TranscriptForm.Labelled,
            "Ibuprofen", "Diclofenac", "Paracetamol", "Potassium chloride", "Amlodipine"),
    ];
}
