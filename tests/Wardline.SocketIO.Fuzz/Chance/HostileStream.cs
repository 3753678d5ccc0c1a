using System.Text;
using Wardline.SocketIO.Fuzz.Wire;

namespace Wardline.SocketIO.Fuzz.Chance;

/// Frames of a client that behaves for a while and then does not. Whether it really misbehaved, and how, is for the model to say.
internal static class HostileStream
{
    public static void Write(FrameStream stream, Random random)
    {
        int count = random.OneIn(10) ? random.Next(200) : random.Next(60);
        int spoiltFrom = random.OneIn(8) ? int.MaxValue : random.Next(count + 1);
        for (int i = 0; i < count; i++)
        {
            if (i < spoiltFrom || !random.OneIn(3))
            {
                Say(stream, Speech.Proper(random), asText: random.OneIn(6));
            }
            else if (random.OneIn(2))
            {
                Say(stream, Speech.Spoilt(random));
            }
            else
            {
                Spoil(stream, random);
            }
        }
        if (random.OneIn(20))
        {
            stream.Damage();
        }
        if (random.OneIn(6))
        {
            stream.Close();
        }
    }

    /// <param name="asText">Attachments as a client does that was told to send base64.</param>
    public static void Say(FrameStream stream, Said said, bool asText = false)
    {
        stream.Message(said.Text, isBinary: false);
        foreach (var attachment in said.Attachments)
        {
            stream.Message(asText ? PollingClient.Binary(attachment) : attachment, isBinary: !asText);
        }
    }

    private static void Spoil(FrameStream stream, Random random)
    {
        byte[] text = Speech.Proper(random).Text;
        switch (random.Next(14))
        {
            case 0:
                stream.Frame((byte)random.Next(256), text);
                break;
            case 1:
                stream.Frame(0x81, text, mask: false);
                break;
            case 2:
                stream.Frame(0x80, text);
                break;
            case 3:
                stream.Frame(0x01, text);
                stream.Frame(random.Pick<byte>(0x81, 0x82, 0x01), text);
                break;
            case 4:
                stream.Frame(random.Pick<byte>(0x89, 0x8A, 0x88), random.Bytes(random.Next(126, 200)));
                break;
            case 5:
                stream.Frame(random.Pick<byte>(0x09, 0x0A, 0x08), random.Bytes(random.Next(5)));
                break;
            case 6:
                stream.Frame(random.Pick<byte>(0x81, 0x82, 0x01), new byte[random.Next(Limits.Payload + 1, random.OneIn(20) ? 200_000 : Limits.Payload + 200)]);
                break;
            case 7:
                stream.Frame(0x82, text, claimed: random.Pick<ulong>(1ul << 63, ulong.MaxValue, long.MaxValue, 1ul << 31, uint.MaxValue, (ulong)Limits.Payload + 1));
                break;
            case 8:
                stream.Frame(0x02, new byte[random.Next(Limits.Payload)]);
                stream.Frame(0x80, new byte[random.Next(Limits.Payload)]);
                break;
            case 9:
                stream.Message(random.Insert(text, Speech.NotUtf8(random)), isBinary: false);
                break;
            case 10:
                stream.Raw(random.Bytes(random.Next(1, 30)));
                break;
            case 11:
                stream.Close();
                break;
            case 12:
                // What follows is taken for the rest of it.
                stream.Frame(0x81, text, claimed: (ulong)random.Next(text.Length, Limits.Payload));
                break;
            default:
                int length = Limits.Payload + random.Next(-1, 2);
                stream.Message(Encoding.UTF8.GetBytes("42[\"echo\",\"" + new string('x', length - 13) + "\"]"), isBinary: false);
                break;
        }
    }
}
