using System.Text;

namespace Wardline.Language.Notes;

/// <summary>Dialogues put together at random from a seed, with or without punctuation, fillers and labels.</summary>
internal static class GeneratedDialogue
{
    private static readonly string[] Complaints = ["chest pain", "a cough", "pain in the left knee", "swelling of the right ankle", "headaches", "shortness of breath", "a rash on my arm", "fever and chills"];
    private static readonly string[] Questions = ["any {0} ?", "do you have {0} ?", "have you had {0} ?", "no {0} ?", "is the {0} constant ?", "are you taking your tablets ?", "how long have you had {0} ?", "does it hurt at night ?", "you're having {0} ?", "did you fall ?"];
    private static readonly string[] Answers = ["no .", "yes .", "nope .", "not really .", "i don't think so .", "no , but some {0} .", "yes , when i walk .", "about {1} weeks .", "no , no {0} but a bit of dizziness .", "yeah no .", "correct .", "i have n't noticed .", "a little bit .", "mm-hmm .", "right .", "i do n't know ."];
    private static readonly string[] Told = ["i have {0} since {1} days ago .", "i take {1} milligrams of ibuprofen .", "i did n't take the metformin .", "my {0} got worse , you know , at work .", "i think maybe it was {1} pills .", "it never hurt on the left side .", "i , i feel like it is my right hip ."];
    private static readonly string[] Found = ["let me do a quick physical exam .", "on your heart exam , i do appreciate a {1} out of six systolic murmur .", "i do n't hear any wheezes .", "there is no tenderness of the right calf .", "your blood pressure is one {2} over eighty .", "you have {1} plus edema of the left leg .", "the x-ray shows no fracture ."];
    private static readonly string[] Planned = ["let's talk about my assessment and plan .", "for your first problem , your {0} , i think it's not serious .", "i wan na start you on {1} milligrams of lisinopril .", "i do n't want you to take aspirin .", "let's order an mri of the left knee .", "we might need to repeat the labs in {1} weeks .", "hey , dragon , order a chest x-ray ."];
    private static readonly string[] Numbers = ["two", "three", "ten", "twenty five", "40", "1.5", "one hundred"];
    private static readonly string[] Tens = ["twenty", "thirty", "forty"];

    public static string Make(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        var punctuated = random.Next(2) == 0;
        for (var turn = 0; turn < 4 + random.Next(30); turn++)
        {
            var isClinician = turn % 2 == 0;
            string[][] lists = isClinician ? [Questions, Questions, Found, Planned] : [Answers, Answers, Told];
            text.Append(isClinician ? "[doctor] " : "[patient] ");
            for (var sentence = 0; sentence <= random.Next(3); sentence++)
            {
                var said = string.Format(Pick(random, lists[random.Next(lists.Length)]), Pick(random, Complaints), Pick(random, Numbers), Pick(random, Tens));
                text.Append(random.Next(4) == 0 ? "um , " : "").Append(punctuated ? said : said.Replace(" .", "").Replace(" ?", "").Replace(" ,", "")).Append(' ');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Characters of every kind, with pieces of dialogue among them.</summary>
    public static string Garbage(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        string[] pieces = ["[doctor] ", "Patient:", "do you have any", "no", "yes", "'s", "n't", "gon na", "-", "...", ". ", "? ", ",", "one", "over", "eighty", "%", "exam", "on your", "i", "you", "\n", "\r\n", "you know", "for your first problem", " : ", "hey dragon"];
        for (var piece = 0; piece < 200; piece++)
        {
            text.Append(random.Next(3) switch
            {
                0 => ((char)random.Next(1, 0xFFFF)).ToString(),
                1 => " ",
                _ => Pick(random, pieces),
            });
        }

        return text.ToString();
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
