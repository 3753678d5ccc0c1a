namespace Wardline.Data.Postgres;

/// <summary>
/// The data folder or the database server cannot be used. <see cref="Code"/> is stable
/// (<c>data_folder_…</c>, <c>postgres_…</c>); the message says what is wrong and what to do about it.
/// </summary>
public sealed class EmbeddedPostgresException(string code, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public string Code { get; } = code;
}
