namespace Wardline.StandIns;

/// <summary>What a stand-in does instead of answering well. All of it ends by itself: see <see cref="StandIn.Patience"/>.</summary>
public enum HostileMode
{
    None,

    /// <summary>Takes the request and says nothing, not even headers.</summary>
    Hang,

    /// <summary>Half of the answer, then silence on an open connection.</summary>
    HangMidway,

    /// <summary>Half of the answer, then the connection is closed without the rest, as when the server's process dies.</summary>
    CutMidway,

    /// <summary>Half of the answer, then the connection is reset. What the client had not read by then may be lost to it.</summary>
    ResetMidway,

    /// <summary>Half of the answer, then an orderly end without the closing events, as a proxy may do it.</summary>
    EndMidway,

    /// <summary>Half of the answer, then the server's own error event; in an answer that is no stream, as <see cref="EndMidway"/>.</summary>
    ErrorMidway,

    /// <summary>200 and 64 KiB of noise under the right content type.</summary>
    Garbage,

    /// <summary>200 and a web page, as a captive portal or a wrong port gives.</summary>
    WebPage,

    /// <summary>200 and not one byte.</summary>
    Nothing,

    /// <summary>A well-formed answer of ten million characters.</summary>
    TenMegabytes,

    /// <summary>A well-formed beginning that never comes to its end.</summary>
    Endless,

    /// <summary>One line that never comes to its end.</summary>
    EndlessLine,

    /// <summary>The right answer, one byte each <see cref="StandIn.DripEvery"/>.</summary>
    SlowDrip,

    /// <summary>The right answer without pause, but no two bytes together: it splits characters, lines and events.</summary>
    OneByteAtATime,

    /// <summary>The right answer with bytes in its middle that are no UTF-8.</summary>
    InvalidUtf8,
}
