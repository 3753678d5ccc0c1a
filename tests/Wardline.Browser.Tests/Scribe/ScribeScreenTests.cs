using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Wardline.Browser.Tests.Harness;
using Wardline.Browser.Tests.Screens;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Scribe;

/// <summary>Every state of the scribe, on a phone and on a desk, light and dark: a picture each, no violation of WCAG A or AA, nothing in the console.</summary>
[Trait("Category", "Browser")]
public sealed class ScribeScreenTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private WardServer? _server;

    public static TheoryData<string, ColorScheme> Looks => ScreenTests.Looks;

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Screens_of_the_scribe(string kind, ColorScheme scheme)
    {
        var device = (kind == "phone" ? Device.Phone : Device.Desktop) with { Scheme = scheme };
        var picture = new Picture(device);
        await using var santos = await chromium.OpenAsync(_server!.Url, device);
        var page = santos.Page;
        var traffic = await NoteTraffic.BetweenAsync(page);
        await santos.SignInAsync("dr.santos.cardio");

        await page.GetByTestId("nav-scribe").ClickAsync();
        await Expect(page.GetByTestId("demo-consultation")).ToHaveCountAsync(5);
        await Expect(page.GetByText("The notes you write are kept here")).ToBeVisibleAsync();
        await picture.TakeAsync(page, "scribe-start");

        await page.GetByTestId("write-note").ClickAsync();
        await Expect(page.GetByTestId("transcript-fault")).ToContainTextAsync("There is no transcript yet");
        await picture.TakeAsync(page, "scribe-empty");

        await page.GetByTestId("choose-patient").ClickAsync();
        await Expect(page.GetByTestId("pick-patient").First).ToBeVisibleAsync();
        await picture.TakeAsync(page, "scribe-patient");
        await page.Keyboard.PressAsync("Escape");

        await page.GetByTestId("demo-consultation").First.ClickAsync();
        await Expect(page.GetByTestId("transcript-input")).Not.ToBeEmptyAsync();
        await picture.TakeAsync(page, "scribe-ready");

        traffic.Pass = 3;
        await page.GetByTestId("write-note").ClickAsync();
        await Expect(page.GetByTestId("sentence")).ToHaveCountAsync(3);
        await picture.TakeAsync(page, "scribe-writing");
        traffic.Release();
        await Expect(page.GetByTestId("note-view")).ToHaveAttributeAsync("data-finished", "true");
        await picture.TakeAsync(page, "scribe-note");

        await page.GetByTestId("sentence").First.ClickAsync();
        await Expect(page.Locator("mark").Filter(new() { Visible = true }).First).ToBeVisibleAsync();
        await picture.TakeAsync(page, "scribe-sources");
        if (kind == "phone")
        {
            await page.GetByTestId("show-source").ClickAsync();
            await Expect(page.GetByTestId("turn").First).ToBeVisibleAsync();
            await picture.TakeAsync(page, "scribe-transcript");
        }

        await page.GetByTestId("delete-note").ClickAsync();
        await Expect(page.GetByTestId("confirm-delete")).ToBeVisibleAsync();
        await picture.TakeAsync(page, "scribe-delete");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();

        await page.GetByTestId("back").ClickAsync();
        await Expect(page.GetByTestId("earlier-note")).ToHaveCountAsync(1);
        await picture.TakeAsync(page, "scribe-start-again");

        Assert.Empty(picture.Violations);
        Assert.Empty(santos.Complaints);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Screens_of_a_scribe_that_met_with_trouble(string kind, ColorScheme scheme)
    {
        var device = (kind == "phone" ? Device.Phone : Device.Desktop) with { Scheme = scheme };
        var picture = new Picture(device);
        await using var costa = await chromium.OpenAsync(_server!.Url, device);
        var page = costa.Page;
        var traffic = await NoteTraffic.BetweenAsync(page);
        await costa.SignInAsync("nurse.costa.cardio");
        await page.GetByTestId("nav-scribe").ClickAsync();

        await page.GetByTestId("transcript-input").FillAsync("hello");
        await page.GetByTestId("write-note").ClickAsync();
        await Expect(page.GetByTestId("scribe-refused")).ToContainTextAsync("Your transcript is kept here");
        await picture.TakeAsync(page, "scribe-refused");

        traffic.Rewrite = Degraded;
        traffic.Pass = 3;
        await page.GetByTestId("demo-consultation").Nth(1).ClickAsync();
        await Expect(page.GetByTestId("demo-consultation").Nth(1)).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByTestId("write-note").ClickAsync();
        await Expect(page.GetByTestId("sentence")).ToHaveCountAsync(3);
        await costa.Context.SetOfflineAsync(true);
        await Expect(page.GetByTestId("writing-status")).ToContainTextAsync("The connection is lost");
        await picture.TakeAsync(page, "scribe-lost");

        traffic.Pass = int.MaxValue;
        await costa.Context.SetOfflineAsync(false);
        await Expect(page.GetByTestId("note-view")).ToHaveAttributeAsync("data-finished", "true", new() { Timeout = 20_000 });
        await Expect(page.GetByTestId("degraded")).ToContainTextAsync("The local model could not be reached. This note was written by the built-in engine, without a model.");
        await Expect(page.GetByTestId("to-check")).ToHaveTextAsync("2 statements to check");
        await picture.TakeAsync(page, "scribe-degraded");

        await costa.Context.SetOfflineAsync(true);
        await page.GetByTestId("new-note").ClickAsync();
        await Expect(page.GetByTestId("write-offline")).ToBeVisibleAsync();
        await page.GetByTestId("transcript-input").FillAsync("[doctor] good morning .\n[patient] my chest hurts .");
        await picture.TakeAsync(page, "scribe-offline");

        Assert.Empty(picture.Violations);
        Assert.All(costa.Complaints, complaint => Assert.Contains("ERR_INTERNET_DISCONNECTED", complaint));
    }

    /// <summary>As if the local model had not answered, and the note had two faults that the check found.</summary>
    private static JsonObject? Degraded(string name, JsonObject data)
    {
        if (name is "note_started" or "note_done")
        {
            data["degraded"] = true;
            data["reasons"] = new JsonArray("local_unreachable", "speakers_unlabelled");
        }

        if (name == "note_done")
        {
            foreach (var sentence in data["sections"]!.AsArray().SelectMany(section => section!["sentences"]!.AsArray()))
            {
                sentence!["flags"] = new JsonArray();
            }

            var sentences = data["sections"]![0]!["sentences"]!.AsArray();
            var words = sentences[0]!["text"]!.GetValue<string>();
            sentences[0]!["flags"] = new JsonArray(new JsonObject { ["kind"] = "number", ["start"] = 4, ["end"] = 11, ["text"] = words[4..11] });
            sentences[1]!["flags"] = new JsonArray(new JsonObject { ["kind"] = "unsupported", ["start"] = 0, ["end"] = 5, ["text"] = "" });
        }

        return data;
    }
}
