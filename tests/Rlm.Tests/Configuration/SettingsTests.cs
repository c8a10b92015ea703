using Rlm.Configuration;
using Rlm.Hosting;

namespace Rlm.Tests.Configuration;

public sealed class SettingsTests
{
    [Fact]
    public void Everything_that_can_be_set_reaches_the_host()
    {
        var settings = new Settings();
        Assert.Empty(SettingList.All.Where(s => s.Key is not ("model" or "base_url")).Select(s => s.Apply(settings, Example(s))).OfType<string>());

        var options = new RlmOptions();
        settings.ApplyTo(options);

        Assert.Equal(settings.WasmEnabled, options.WasmEnabled);
        foreach (var part in typeof(RlmOptions).GetProperties().Where(p => p.Name != nameof(RlmOptions.WasmEnabled)))
        {
            Assert.Equal(part.GetValue(settings.Rlm), part.GetValue(options));
        }

        Assert.NotEqual(new RlmOptions().RepairAttempts, options.RepairAttempts);
        Assert.NotEqual(new RlmOptions().Limits, options.Limits);
    }

    private static string Example(Setting setting) => setting.Kind switch
    {
        SettingList.TrueOrFalse => "false",
        _ when setting.Key is "wasm.compiler.jail" or "documents.formats" => "none",
        _ => "4",
    };
}
