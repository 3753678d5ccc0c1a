using Wardline.Language.Notes;

namespace Wardline.Language;

public sealed class OutlineTests
{
    [Fact]
    public void Clinical_layout_has_the_five_sections_clinicians_asked_for() => Assert.Equal(
        ["Chief complaint", "History of present illness", "Physical examination", "Assessment", "Plan"],
        NoteOutline.Of(NoteLayout.Clinical).Select(section => section.Title));
}
