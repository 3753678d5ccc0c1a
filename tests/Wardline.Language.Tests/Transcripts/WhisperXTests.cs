namespace Wardline.Language.Transcripts;

public sealed class WhisperXTests
{
    [Fact]
    public void Segments_of_one_speaker_on_end_are_one_turn()
    {
        var transcript = Read.WhisperX("""
            {"segments":[
              {"start":0.5,"end":2,"text":" Do you have any pain?","speaker":"SPEAKER_00","words":[{"word":"Do","start":0.5,"end":0.6,"score":0.9}]},
              {"start":2,"end":3,"text":" ","speaker":"SPEAKER_00"},
              {"start":3,"end":4,"text":" Are you taking your tablets?","speaker":"SPEAKER_00"},
              {"start":4.25,"end":6,"text":" My back hurts.","speaker":"SPEAKER_01"}],
             "word_segments":[],"language":"en"}
            """);
        Assert.True(transcript.Labelled);
        Assert.Equal(["c|Do you have any pain? Are you taking your tablets?", "p|My back hurts."], Read.Lines(transcript));
        Assert.Equal([0.5, 4.25], transcript.Turns.Select(turn => turn.StartsAt));
    }

    [Fact]
    public void Without_speakers_it_is_not_labelled() =>
        Assert.False(Read.WhisperX("""{"segments":[{"start":0,"end":1,"text":"My back hurts a lot","speaker":null},{"text":"Let me take a look."}]}""").Labelled);

    [Fact]
    public void A_segment_without_speaker_stands_alone() => Assert.Equal(3, Read.WhisperX("""
        {"segments":[{"text":"do you have any pain","speaker":"A"},{"text":"hm let us see"},{"text":"my back hurts","speaker":"B"}]}
        """).Turns.Count);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{}")]
    [InlineData("""{"segments":null}""")]
    [InlineData("""{"segments":{}}""")]
    [InlineData("""{"segments":[1]}""")]
    [InlineData("""{"segments":[{}]}""")]
    [InlineData("""{"segments":[{"text":1}]}""")]
    [InlineData("""{"segments":[{"text":"a b c","speaker":1}]}""")]
    [InlineData("""{"segments":[{"text":"a b c","start":"0"}]}""")]
    [InlineData("""{"segments":[{"text":"a b c","end":1e999}]}""")]
    [InlineData("""{"segments":[{"text":"\ud800"}]}""")]
    public void Another_form_is_refused(string json) => Assert.Equal(TranscriptFault.NotWhisperX, Read.WhisperXFault(json));

    [Fact]
    public void Nothing_at_all_is_refused()
    {
        Assert.False(TranscriptReader.TryReadWhisperX(default, out _, out var fault));
        Assert.Equal(TranscriptFault.NotWhisperX, fault);
    }

    [Fact]
    public void Segments_without_words_are_empty() => Assert.Equal(TranscriptFault.Empty, Read.WhisperXFault("""{"segments":[{"text":" "},{"text":""}]}"""));
}
