using Microsoft.Extensions.Options;

namespace Wardline.SocketIO;

internal sealed class SocketIOOptionsValidation : IValidateOptions<SocketIOOptions>
{
    public ValidateOptionsResult Validate(string? name, SocketIOOptions options)
    {
        var errors = new List<string>();
        Time(nameof(options.PingInterval), options.PingInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1));
        Time(nameof(options.PingTimeout), options.PingTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1));
        Time(nameof(options.WriteTimeout), options.WriteTimeout, TimeSpan.FromMilliseconds(200), TimeSpan.FromHours(1));
        Time(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1));
        Time(nameof(options.UpgradeTimeout), options.UpgradeTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1));
        Time(nameof(options.DrainTimeout), options.DrainTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Number(nameof(options.MaxPayload), options.MaxPayload, 64, 100_000_000);
        Number(nameof(options.Lane), options.Lane, 1, 100_000);
        Number(nameof(options.LaneBytes), options.LaneBytes, 1 << 10, 1 << 30);
        Number(nameof(options.OutgoingBytes), options.OutgoingBytes, 4 << 10, 1 << 30);
        Number(nameof(options.VolatileBytes), options.VolatileBytes, 1 << 10, options.OutgoingBytes);
        Number(nameof(options.MaxJsonDepth), options.MaxJsonDepth, 2, 1000);
        Number(nameof(options.MaxAttachments), options.MaxAttachments, 0, 1000);
        Number(nameof(options.MaxAttachmentBytes), options.MaxAttachmentBytes, 0, 1 << 30);
        Number(nameof(options.MaxPendingAcks), options.MaxPendingAcks, 1, 100_000);
        Number(nameof(options.MaxRooms), options.MaxRooms, 1, 1_000_000);
        Number(nameof(options.MaxConnections), options.MaxConnections, 1, int.MaxValue);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Time(string option, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
            {
                errors.Add($"SocketIO {option} is {value}; it must be between {least} and {most}.");
            }
        }

        void Number(string option, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                errors.Add($"SocketIO {option} is {value}; it must be between {least} and {most}.");
            }
        }
    }
}
