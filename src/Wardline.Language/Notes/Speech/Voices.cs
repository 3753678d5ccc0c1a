using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes.Speech;

/// <summary>
/// Who really speaks. Labels are believed, unless what is said under them shows that the two were swapped, for the whole
/// transcript or for a turn.
/// </summary>
internal sealed class Voices
{
    private const int ClearTurn = 7;

    private readonly bool _swapped;

    private readonly bool _labelled;

    private Voices(bool swapped, bool labelled) => (_swapped, _labelled) = (swapped, labelled);

    public static Voices Of(Transcript transcript)
    {
        var (clinician, patient) = (0L, 0L);
        foreach (var turn in transcript.Turns)
        {
            var score = RoleCues.Score(turn.Text);
            clinician += turn.Speaker == Speaker.Clinician ? score : 0;
            patient += turn.Speaker == Speaker.Patient ? score : 0;
        }

        return new Voices(patient > 2 * ClearTurn && patient > 2 * Math.Max(clinician, 0) + ClearTurn, clinician > patient);
    }

    public Speaker VoiceOf(Turn turn)
    {
        var labelled = (turn.Speaker, _swapped) switch
        {
            (Speaker.Clinician, true) => Speaker.Patient,
            (Speaker.Patient, true) => Speaker.Clinician,
            var (speaker, _) => speaker,
        };
        if (labelled == Speaker.Other)
        {
            return labelled;
        }

        var score = RoleCues.Score(turn.Text);
        return score >= ClearTurn && labelled == Speaker.Patient ? Speaker.Clinician
            : score <= (_labelled ? -2 : -1) * ClearTurn && labelled == Speaker.Clinician ? Speaker.Patient
            : labelled;
    }
}
