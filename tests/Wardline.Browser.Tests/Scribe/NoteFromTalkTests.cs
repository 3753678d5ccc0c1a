using System.Text;
using Microsoft.Playwright;
using Npgsql;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Scribe;

/// <summary>From a talk to a note in the browser: what lights up, what is copied, what survives, what can be stopped.</summary>
[Trait("Category", "Browser")]
public sealed class NoteFromTalkTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private const string Talk = """
        [doctor] good morning , what brings you in today ?
        [patient] my chest has been hurting for two days .
        [doctor] any shortness of breath ?
        [patient] no , i can breathe fine .
        [doctor] your lungs are clear on exam . blood pressure is one forty over ninety .
        [doctor] i think this is a strain of the chest wall . take ibuprofen four hundred milligrams three times a day and come back in a week .
        """;

    private WardServer? _server;

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task A_sentence_lights_up_its_sources_and_a_turn_what_rests_on_it()
    {
        await using var santos = await WrittenAsync();
        var page = santos.Page;
        var sentence = page.GetByTestId("sentence").Filter(new() { HasText = "days" }).First;
        var said = page.GetByTestId("turn").Filter(new() { HasText = "hurting for two days" });

        await sentence.HoverAsync();
        await Expect(said).ToHaveAttributeAsync("data-lit", "true");
        await Expect(said.Locator("mark").First).ToBeInViewportAsync();
        await Expect(sentence).ToHaveAttributeAsync("aria-pressed", "false");

        await said.HoverAsync();
        await Expect(page.Locator("li[data-lit=true]").Filter(new() { Has = sentence })).ToHaveCountAsync(1);

        await sentence.ClickAsync();
        await page.GetByTestId("turn").First.HoverAsync();
        await Expect(said).ToHaveAttributeAsync("data-lit", "true");
        await page.Keyboard.PressAsync("Escape");
        await Expect(sentence).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Fact]
    public async Task With_the_keyboard_alone_one_walks_the_note_and_pins_a_sentence()
    {
        await using var santos = await WrittenAsync();
        var sentences = santos.Page.GetByTestId("sentence");
        var keys = santos.Page.Keyboard;

        await sentences.First.FocusAsync();
        await Expect(santos.Page.Locator("mark").First).ToBeVisibleAsync();
        await keys.PressAsync("ArrowDown");
        await Expect(sentences.Nth(1)).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(sentences.Nth(1)).ToHaveAttributeAsync("aria-pressed", "true");
        await keys.PressAsync("Escape");
        await Expect(sentences.Nth(1)).ToHaveAttributeAsync("aria-pressed", "false");
        await keys.PressAsync("End");
        await Expect(sentences.Last).ToBeFocusedAsync();
        await Expect(sentences.And(santos.Page.Locator("[tabindex='0']"))).ToHaveCountAsync(1);

        var sources = await sentences.Last.GetAttributeAsync("aria-describedby");
        var words = await santos.Page.Locator($"[id='{sources!.Split(' ')[^1]}']").TextContentAsync();
        Assert.StartsWith("Sources: turn ", words);
    }

    [Fact]
    public async Task A_note_is_copied_and_downloaded_as_plain_text()
    {
        await using var santos = await WrittenAsync();
        var page = santos.Page;
        await santos.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await page.GetByTestId("copy-note").ClickAsync();
        await Expect(page.GetByTestId("said")).ToContainTextAsync("Copied");
        var copied = await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        foreach (var sentence in await page.GetByTestId("sentence").AllAsync())
        {
            var own = await sentence.EvaluateAsync<string>("row => [...row.childNodes].filter(n => n.ariaHidden !== 'true').map(n => n.textContent).join('')");
            Assert.Contains(own, copied, StringComparison.Ordinal);
        }

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download-note").ClickAsync());
        Assert.Matches(@"^note-\d{4}-\d\d-\d\d\.txt$", download.SuggestedFilename);
        Assert.Equal(copied + "\n", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));

        await page.GetByTestId("copy-section").First.ClickAsync();
        var section = await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Contains(section.Split('\n')[^1], copied, StringComparison.Ordinal);
        Assert.Empty(santos.Complaints);
    }

    [Fact]
    public async Task A_finished_note_survives_a_reload_and_so_does_a_transcript_that_is_none_yet()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        var page = await ScribeOfAsync(santos);
        await page.GetByTestId("transcript-input").FillAsync(Talk);
        await page.GetByTestId("layout").GetByText("Clinical").ClickAsync();
        await page.WaitForTimeoutAsync(1_000);
        await page.ReloadAsync();
        await Expect(page.GetByTestId("transcript-input")).ToHaveValueAsync(Talk);
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Clinical" })).ToBeCheckedAsync();

        await page.GetByTestId("write-note").ClickAsync();
        await FinishedAsync(page);
        var written = await page.GetByTestId("sentence").AllInnerTextsAsync();
        await page.ReloadAsync();
        await FinishedAsync(page);
        Assert.Equal(written, await page.GetByTestId("sentence").AllInnerTextsAsync());

        await page.GetByTestId("new-note").ClickAsync();
        await Expect(page.GetByTestId("transcript-input")).ToHaveValueAsync("");
        await page.GetByTestId("earlier-note").First.ClickAsync();
        await FinishedAsync(page);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_page_reloaded_in_mid_writing_shows_the_one_note_that_was_asked_for()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        var traffic = await NoteTraffic.BetweenAsync(santos.Page);
        var page = await ScribeOfAsync(santos);
        traffic.Pass = 1;
        await page.GetByTestId("transcript-input").FillAsync(Talk);
        await page.GetByTestId("write-note").ClickAsync();
        await Expect(page.GetByTestId("sentence")).ToHaveCountAsync(1);

        traffic.Pass = int.MaxValue;
        await page.ReloadAsync();
        await FinishedAsync(page);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_session_that_ended_in_mid_writing_costs_nothing()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        var traffic = await NoteTraffic.BetweenAsync(santos.Page);
        var page = await ScribeOfAsync(santos);
        traffic.Pass = 1;
        await page.GetByTestId("transcript-input").FillAsync(Talk);
        await page.GetByTestId("write-note").ClickAsync();
        await Expect(page.GetByTestId("sentence")).ToHaveCountAsync(1);
        await EndSessionsAsync();
        await Expect(page.GetByText("Your session has ended.")).ToBeVisibleAsync();

        traffic.Pass = int.MaxValue;
        await santos.SignInAsync("dr.santos.cardio", "/scribe");
        await page.GetByTestId("open-made").ClickAsync();
        await FinishedAsync(page);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Cancelled_is_cancelled_even_when_the_note_was_finished_already_and_the_transcript_stays()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        var traffic = await NoteTraffic.BetweenAsync(santos.Page);
        var page = await ScribeOfAsync(santos);
        traffic.Pass = 1;
        await page.GetByTestId("transcript-input").FillAsync(Talk);
        await page.GetByTestId("write-note").ClickAsync();
        await Expect(page.GetByTestId("sentence")).ToHaveCountAsync(1);
        await KeptAsync(1);

        await page.GetByTestId("cancel-note").ClickAsync();
        await Expect(page.GetByTestId("scribe-refused")).ToContainTextAsync("Cancelled");
        await Expect(page.GetByTestId("transcript-input")).ToHaveValueAsync(Talk);
        Assert.Contains("cancel", traffic.Asked);
        traffic.Release();
        await KeptAsync(0);
        await page.ReloadAsync();
        await Expect(page.GetByText("The notes you write are kept here")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("earlier-note")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("transcript-input")).ToHaveValueAsync(Talk);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Deleted_is_gone_from_the_list_and_the_server()
    {
        await using var santos = await WrittenAsync();
        var page = santos.Page;
        await page.GetByTestId("delete-note").ClickAsync();
        await page.GetByTestId("confirm-delete").ClickAsync();
        await Expect(page.GetByTestId("scribe-start")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("earlier-note")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("transcript-input")).ToHaveValueAsync("");
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task A_transcript_that_no_socket_message_holds_becomes_a_note_all_the_same()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        var traffic = await NoteTraffic.BetweenAsync(santos.Page);
        var page = await ScribeOfAsync(santos);
        var talk = new StringBuilder(Talk);
        while (talk.Length < 5_000_000)
        {
            talk.Append("\n[doctor] mm-hmm .\n[patient] so i said to my sister that the garden needs water .");
        }

        await page.GetByTestId("upload-input").SetInputFilesAsync(new FilePayload { Name = "long.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(talk.ToString()) });
        await Expect(page.GetByTestId("transcript-file")).ToContainTextAsync("long.txt");
        await page.GetByTestId("write-note").ClickAsync();
        await FinishedAsync(page);
        await Expect(page.GetByTestId("turn").First).ToBeVisibleAsync();
        Assert.DoesNotContain("write_note", traffic.Asked);
        Assert.Empty(santos.Complaints);
    }

    [Fact]
    public async Task Files_that_are_no_transcript_are_refused_in_words()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        var page = await ScribeOfAsync(santos);
        var fault = page.GetByTestId("transcript-fault");
        foreach (var (name, bytes, words) in new (string, byte[], string)[]
        {
            ("talk.vtt", "WEBVTT"u8.ToArray(), "This kind of file cannot be read"),
            ("talk.txt", [0xC3, 0x28], "cannot be read as text"),
            ("talk.json", "{}"u8.ToArray(), "not a transcript of WhisperX"),
            ("talk.txt", new byte[(5 * 1024 * 1024) + 1], "more than 5 MB"),
        })
        {
            await page.GetByTestId("upload-input").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = bytes });
            await Expect(fault).ToContainTextAsync(words);
        }
    }

    private async Task<WardPage> WrittenAsync()
    {
        var santos = await chromium.OpenAsync(_server!.Url);
        await ScribeOfAsync(santos);
        await santos.Page.GetByTestId("transcript-input").FillAsync(Talk);
        await santos.Page.GetByTestId("write-note").ClickAsync();
        await FinishedAsync(santos.Page);
        return santos;
    }

    private static async Task<IPage> ScribeOfAsync(WardPage ward)
    {
        await ward.SignInAsync("dr.santos.cardio");
        await ward.Page.GetByTestId("nav-scribe").ClickAsync();
        await Expect(ward.Page.GetByTestId("scribe-start")).ToBeVisibleAsync();
        return ward.Page;
    }

    private static Task FinishedAsync(IPage page) =>
        Expect(page.GetByTestId("note-view")).ToHaveAttributeAsync("data-finished", "true", new() { Timeout = 30_000 });

    /// <summary>Waits until the server keeps so many notes: it goes on behind what the page is allowed to hear.</summary>
    private async Task KeptAsync(long expected)
    {
        for (var attempt = 0; attempt < 200 && await CountAsync() != expected; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, await CountAsync());
    }

    private async Task<long> CountAsync()
    {
        await using var database = NpgsqlDataSource.Create(_server!.ConnectionString);
        await using var query = database.CreateCommand("select count(*) from scribe_note");
        return (long)(await query.ExecuteScalarAsync())!;
    }

    private async Task EndSessionsAsync()
    {
        await using var database = NpgsqlDataSource.Create(_server!.ConnectionString);
        await using var end = database.CreateCommand("update session set ended_at = now(), end_reason = 'signed_out' where ended_at is null");
        await end.ExecuteNonQueryAsync();
    }
}
