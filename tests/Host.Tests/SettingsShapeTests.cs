using Microsoft.Extensions.Configuration;

namespace Actors.Application.Tests;

public sealed class SettingsShapeTests
{
    [Theory]
    [InlineData("Root:Inner:Size", "3")]
    [InlineData("Root:Names:0", "a")]
    [InlineData("Root:Items:0:Wait", "00:00:01")]
    [InlineData("root:items:0:mode", "all")]
    [InlineData("Root:Sizes:Text Editor", "800x600")]
    public void Settings_AsTheyShouldBe_HaveNoFailures(string key, string value) => Assert.Empty(Failures(key, value));

    [Theory]
    [InlineData("Root:Siz", "3", "Root:Siz is no setting: there are Inner, Names, Items, Sizes.")]
    [InlineData("Root:Inner:Siz", "3", "Root:Inner:Siz is no setting: there are Size.")]
    [InlineData("Root:Items:0:Wat", "3", "Root:Items:0:Wat is no setting: there are Wait, Mode.")]
    [InlineData("Root:Inner:Size", "three", "Root:Inner:Size is 'three': it must be a whole number.")]
    [InlineData("Root:Items:1:Wait", "7", "Root:Items:1:Wait is '7': it must be a time such as 00:00:05.")]
    [InlineData("Root:Items:0:Mode", "Some", "Root:Items:0:Mode is 'Some': it must be one of None, All.")]
    [InlineData("Root:Inner", "3", "Root:Inner is '3': it must be a section with Size.")]
    [InlineData("Root:Items", "3", "Root:Items is '3': it must be numbers from 0 with a value each.")]
    [InlineData("Root:Sizes", "3", "Root:Sizes is '3': it must be names with a value each.")]
    public void Settings_Wrong_AreNamedWithWhatThereIs(string key, string value, string failure) => Assert.Equal([failure], Failures(key, value));

    private static string[] Failures(string key, string value)
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build().GetSection("Root");
        return [.. SettingsShape.Unknown(typeof(Outer), section), .. SettingsShape.Unreadable(typeof(Outer), section)];
    }

    private enum Mode
    {
        None,
        All,
    }

    private sealed class Outer
    {
        public Inner Inner { get; set; } = new();

        public List<string> Names { get; set; } = [];

        public List<Item> Items { get; set; } = [];

        public Dictionary<string, string> Sizes { get; set; } = [];
    }

    private sealed class Inner
    {
        public int? Size { get; set; }
    }

    private sealed class Item
    {
        public TimeSpan Wait { get; set; }

        public Mode Mode { get; set; }
    }
}
