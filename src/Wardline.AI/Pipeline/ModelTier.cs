namespace Wardline.AI.Pipeline;

/// <summary>Where a model runs, highest first.</summary>
public enum ModelTier
{
    Cloud,
    Local,
    Builtin,
}
