namespace Actors.Application.Files;

/// <summary>What a name in a folder stands for, as Linux tells it.</summary>
/// <param name="Mode">Its kind and its permissions, <c>st_mode</c>.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="Number">Its number on its device.</param>
/// <param name="DeviceMajor">The device, first part.</param>
/// <param name="DeviceMinor">The device, second part.</param>
internal readonly record struct FileEntry(ushort Mode, uint Links, ulong Number, uint DeviceMajor, uint DeviceMinor)
{
    private const int KindBits = 0xF000;
    private const int Link = 0xA000;
    private const int Regular = 0x8000;
    private const int Folder = 0x4000;

    public bool IsLink => (Mode & KindBits) == Link;

    public bool IsFolder => (Mode & KindBits) == Folder;

    public bool IsRegular => (Mode & KindBits) == Regular;

    /// <summary>Whether both are one file.</summary>
    public bool IsSameAs(FileEntry other) =>
        Number == other.Number && DeviceMajor == other.DeviceMajor && DeviceMinor == other.DeviceMinor;
}
