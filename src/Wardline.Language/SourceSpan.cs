using System.Runtime.InteropServices;

namespace Wardline.Language;

/// <summary>Where in the transcript something was said: UTF-16 offsets into the text of a turn, end exclusive.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourceSpan(int Turn, int Start, int End);
