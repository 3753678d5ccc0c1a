using System.Collections.Frozen;

namespace Wardline.Language.Vocabulary;

/// <summary>What has a left and a right one, by its stem.</summary>
internal static class BodyParts
{
    private static readonly FrozenSet<string> Stems = """
        abdomen adnexa ankle antecubital arm armpit atrium axilla axillary bicep breast bronchus bundle buttock calf
        cheek chest chestwall clavicle collarbone cornea ear eardrum elbow eye eyebrow eyelid face facet femur femoral
        fibula finger fist flank foot feet forearm forefoot forehead groin hamstring hand heel hemithorax hemisphere hip humerus
        iliac index inguinal jaw kidney knee leg limb lobe lower lung mandible mcmurray meniscus middle molar neck nipple nostril
        ovary ovarian palm paracentral parietal patella pelvis pinky posterior quadrant quadricep quad radius rib ring scapula sciatic shin
        shoulder sided side sinus sole tibia tibial temple temporal testicle testis testicular thigh thumb toe tonsil trapezius triceps tricep
        tympanic ulna ulnar upper ureter ventricle ventricular vertebral wrist extremity extremities anterior lateral medial carotid
        artery trochanter cuff rotator achilles bundle femoris lachman quadrants lobes
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => Stem.Of(word)).ToFrozenSet();

    public static bool Contains(string stem) => Stems.Contains(stem);
}
