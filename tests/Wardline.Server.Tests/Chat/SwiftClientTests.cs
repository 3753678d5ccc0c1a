using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Wardline.Harness;

namespace Wardline.Server.Tests.Chat;

/// <summary>A client on URLSession: it encodes its requests to data and so sends binary frames, names nobody's type, and knows people and patients by name and number.</summary>
public sealed class SwiftClientTests(DemoPostgres postgres)
{
    [Fact]
    [Trait("Rule", "CHAT-4")]
    public async Task A_Swift_client_asks_about_a_patient_and_can_decode_the_answer()
    {
        await using var server = await ChatScene.StartAsync(postgres);
        await using var phone = await PlainClient.SignInAsync(server, ChatScene.Santos, "/chat/cardiology/dr.santos.cardio");

        await phone.SendAsync(
            Encoding.UTF8.GetBytes("""{"content":"Analyze ECG results","patient_id":"7823","timestamp":"2024-01-15T07:45:23Z","session_id":"sess_abc123"}"""),
            WebSocketMessageType.Binary);
        var answer = await phone.ReceiveAsync();

        Assert.Equal("ai_response", answer.GetProperty("type").GetString());
        Assert.True(Guid.TryParse(answer.GetProperty("response_id").GetString(), out _));
        Assert.Equal(("cardiology", "João Silva #7823", "sess_abc123"),
            (answer.GetProperty("department").GetString(), answer.GetProperty("patient").GetString(), answer.GetProperty("session_id").GetString()));
        Assert.Equal(JsonValueKind.String, answer.GetProperty("timestamp").ValueKind);
        var content = answer.GetProperty("content");
        Assert.Contains("ST elevation V2–V6", content.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(
            content.GetProperty("structured_data").GetProperty("findings").EnumerateArray(),
            finding => finding.GetString()!.Contains("ST elevation V2–V6", StringComparison.Ordinal));
        Assert.All(
            (string[])["interpretation", "recommendations", "quick_actions"],
            list => Assert.Equal(JsonValueKind.Array, content.GetProperty("structured_data").GetProperty(list).ValueKind));
    }
}
