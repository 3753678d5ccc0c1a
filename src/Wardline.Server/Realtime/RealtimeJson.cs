using System.Text.Json.Serialization;
using Wardline.Data.Json;
using Wardline.Messaging.Receipts;

namespace Wardline.Server.Realtime;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcMilliseconds)])]
[JsonSerializable(typeof(RefusalAck))]
[JsonSerializable(typeof(SyncCommand))]
[JsonSerializable(typeof(SyncAnswer))]
[JsonSerializable(typeof(ConversationCommand))]
[JsonSerializable(typeof(UserTyping))]
[JsonSerializable(typeof(SessionExtended))]
[JsonSerializable(typeof(SessionExpiring))]
[JsonSerializable(typeof(SessionEnded))]
[JsonSerializable(typeof(ReceiptChange))]
[JsonSerializable(typeof(AskAssistantCommand))]
[JsonSerializable(typeof(QuestionAccepted))]
[JsonSerializable(typeof(AssistantStatus))]
internal sealed partial class RealtimeJson : JsonSerializerContext;
