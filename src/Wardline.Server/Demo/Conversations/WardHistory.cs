namespace Wardline.Server.Demo.Conversations;

/// <summary>Six weeks of a cardiology ward's routine, so that the room has a past to page through. Beds only, no names.</summary>
internal static class WardHistory
{
    private const int FirstDay = 45;
    private const int LastDay = 4;

    private static readonly string[] Night =
    [
        "Quiet night. All sixteen beds stable, no calls after midnight.",
        "Night summary: bed {0} had two short runs of non-sustained VT, potassium 3.6, replaced.",
        "Night summary: bed {0} needed one sublingual nitroglycerin at 03:20, pain free after 5 minutes, ECG unchanged.",
        "Bed {0} had 400 mL negative balance overnight, weight down 0.8 kg this morning.",
        "Bed {0} dropped to 88 % on room air at 04:00, back to 94 % on 2 L. Chest clear.",
        "Bed {0} slept badly and asked for the chair. Observations normal throughout.",
    ];

    private static readonly string[] Round =
    [
        "Starting rounds at bed {0}, please have this morning's weights ready.",
        "Round begins at the window side today. Bed {0} first, she goes to echo at 09:00.",
        "On the ward at 07:00. I want to see the ECG of bed {0} before anything else.",
        "Rounds at seven as usual. Students with us today, bed {0} agreed to be examined.",
    ];

    private static readonly string[] Plan =
    [
        "Bed {0}: up-titrate bisoprolol to 3.75 mg if the pulse stays above 60.",
        "Bed {0}: switch furosemide to oral, weigh daily, discharge planning from tomorrow.",
        "Bed {0}: keep on the monitor 24 hours more, then telemetry can go.",
        "Bed {0}: repeat potassium and creatinine at 14:00, spironolactone on hold until then.",
        "Bed {0}: sheath out at noon, bed rest four hours, check the groin every 30 minutes.",
        "Bed {0}: ticagrelor for twelve months, write it in the discharge letter in capitals.",
    ];

    private static readonly string[] Done =
    [
        "Done and charted.", "Given at 10:00.", "Noted, added to the handover sheet.", "Ordered. The lab says one hour.",
        "Family of bed {0} informed, they come at visiting time.", "Transport booked for bed {0}.",
    ];

    private static readonly string[] Afternoon =
    [
        "Echo of bed {0} is back: LVEF 42 %, no effusion.",
        "Bed {0}: potassium 4.2, creatinine stable.",
        "Cath lab is running one hour late, bed {0} can have a light lunch.",
        "Bed {0} is back from the cath lab, radial band on, no bleeding.",
        "Physiotherapy walked bed {0} along the corridor, no symptoms, saturation 96 %.",
        "Pharmacy has no 2.5 mg bisoprolol until tomorrow, we halve the 5 mg tablets.",
    ];

    private static readonly string[] Beds =
    [
        "Two discharges today, beds free after 15:00.", "One free bed. Emergency knows.", "We are full. Next discharge tomorrow morning.",
        "Bed {0} moves to rehabilitation on Thursday.", "Bed {0} is cleaned and ready.",
    ];

    private static readonly string[] Handover =
    [
        "Evening handover: bed {0} is the one to watch, everything else is calm.",
        "Handover done. Bed {0} fasting from midnight for tomorrow's list.",
        "Evening: pain scores all below 3, no new arrhythmias. Good night.",
        "Handing over to the night team. Bed {0} may have paracetamol if the headache comes back.",
    ];

    public static IEnumerable<Line> Write(Random chance, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        for (var ago = FirstDay; ago >= LastDay; ago--)
        {
            var day = today.AddDays(-ago);
            yield return Say(day, 6, 40, "lopes", Night);
            yield return Say(day, 7, 0, "santos", Round);
            yield return Say(day, 8, 20, "santos", Plan);
            yield return Say(day, 9, 10, "costa", Done);
            yield return Say(day, 9, 40, "almeida", Plan);
            yield return Say(day, 10, 30, "costa", Done);
            yield return Say(day, 14, 10, "costa", Afternoon);
            yield return Say(day, 16, 0, "almeida", Beds);
            yield return Say(day, 19, 45, "costa", Handover);
        }

        Line Say(DateTimeOffset day, int hour, int minute, string author, string[] phrases) => new(
            day.AddHours(hour).AddMinutes(minute + chance.Next(0, 20)), author, string.Format(phrases[chance.Next(phrases.Length)], chance.Next(1, 17)));
    }
}
