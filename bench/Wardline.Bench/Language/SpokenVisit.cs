using System.Text;

namespace Wardline.Bench.Language;

/// <summary>A made-up visit as a transcript of about so many words: the same bytes for the same seed.</summary>
internal static class SpokenVisit
{
    private static readonly string[] Complaints = ["chest pain", "a cough", "headaches", "knee pain", "back pain", "belly pain", "dizziness", "a sore throat"];

    private static readonly string[] Symptoms =
        ["fever", "chills", "nausea", "vomiting", "shortness of breath", "numbness", "swelling in your legs", "weight loss", "palpitations", "trouble sleeping", "a rash", "double vision"];

    private static readonly string[] Drugs = ["lisinopril", "metformin", "atorvastatin", "amlodipine", "omeprazole", "gabapentin", "sertraline", "furosemide", "metoprolol", "albuterol"];

    private static readonly string[] Doses = ["5", "10", "20", "25", "40", "50", "100", "500"];

    private static readonly string[] Answers = ["no , none .", "yes , a little , mostly in the evening .", "no .", "yes , since {0} days .", "not really , no .", "i had that {0} weeks ago but it went away ."];

    private static readonly string[] Talk =
    [
        "[doctor] okay . and how are things at home , is your daughter still living with you ?\n[patient] yeah , she helps a lot , we go for a walk most evenings after dinner .\n",
        "[doctor] alright . let me just pull up your chart here for a second , bear with me .\n[patient] sure , take your time , i am not in a hurry today .\n",
        "[doctor] did you get a chance to cut down on salt like we talked about last time ?\n[patient] i tried , i mean , it is hard when you eat out , but we cook more at home now .\n",
        "[doctor] how is work treating you these days ?\n[patient] busy , i sit at the desk all day long and by friday everything just feels stiff .\n",
    ];

    public static string Write(int words, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("[doctor] good morning , what brings you in today ?\n");
        text.Append($"[patient] i've had {Pick(Complaints, random)} for {random.Next(2, 9)} days , and it is worse when i climb stairs .\n");
        var count = 30;
        while (count < words - 170)
        {
            var from = text.Length;
            switch (random.Next(4))
            {
                case 0:
                    text.Append($"[doctor] do you take anything for it , are you still on the {Pick(Drugs, random)} ?\n[patient] yes , {Pick(Doses, random)} milligrams once a day , in the morning .\n");
                    break;
                case 1:
                    text.Append(Pick(Talk, random));
                    break;
                default:
                    text.Append($"[doctor] any {Pick(Symptoms, random)} ?\n[patient] {string.Format(null, Pick(Answers, random), random.Next(2, 9))}\n");
                    break;
            }

            count += Words(text, from);
        }

        var drug = Pick(Drugs, random);
        return text.Append($"""
            [doctor] okay let me examine you . your blood pressure is {random.Next(110, 160)} over {random.Next(65, 95)} , your heart rate is {random.Next(58, 99)} and your temperature is 98.{random.Next(1, 9)} . your lungs are clear , your heart is regular with no murmur , your belly is soft and there is no tenderness . the left knee has a little swelling and the right one is fine .
            [patient] okay .
            [doctor] your hemoglobin a1c was {random.Next(6, 9)}.{random.Next(1, 9)} and the chest x-ray was normal . so i think this is most likely a strain of the muscle . let's start {drug} , {Pick(Doses, random)} milligrams twice a day for {random.Next(5, 14)} days , and get some blood work including a lipid panel . if you get short of breath or the pain gets worse go to the emergency room . otherwise i'd like to see you again in {random.Next(2, 8)} weeks .
            [patient] sounds good , thank you doctor .
            """).ToString();
    }

    /// <summary>Visits one after the other, up to so many bytes.</summary>
    public static string WriteBytes(int bytes, int seed)
    {
        var text = new StringBuilder(bytes + 16_384);
        while (text.Length < bytes)
        {
            text.Append(Write(1_300, seed++)).Append('\n');
        }

        var end = text.ToString(0, bytes).LastIndexOf('\n');
        return text.ToString(0, end);
    }

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];

    private static int Words(StringBuilder text, int from)
    {
        var count = 0;
        for (var at = from; at < text.Length; at++)
        {
            count += text[at] is ' ' or '\n' ? 1 : 0;
        }

        return count;
    }
}
