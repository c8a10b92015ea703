using System.Globalization;

namespace Rlm.Bench.Corpora;

/// <summary>
/// <c>time level service address user milliseconds message</c>: four lines a second, 10,000 users of whom some come
/// often, one line in 30 an error, one in 50 with letters outside of ASCII.
/// </summary>
internal static class LogLines
{
    private static readonly string[] Services = ["auth", "billing", "catalog", "gateway", "search", "upload"];

    private static readonly Func<Dice, string>[] Ordinary =
    [
        d => $"GET /products/{d.Below(90000)} 200",
        d => $"GET /products/{d.Below(90000)}/reviews?page={d.Below(40)} 200",
        d => $"POST /cart/items 201 item={d.Below(90000)} quantity={1 + d.Below(5)}",
        d => $"search for \"{d.Of(People.Names)} {d.Below(100)}\" gave {d.Below(3000)} results",
        d => $"session {d.Below(1 << 30):x8} renewed",
        d => $"cache hit ratio 0.{d.Below(100):00} over {d.Below(100000)} requests",
        d => $"upload of photo-{d.Below(5000)}.jpg finished, {d.Below(9_000_000)} bytes",
        d => $"order {d.Below(1_000_000)} confirmed to {People.Email(d)}",
    ];

    private static readonly Func<Dice, string>[] Accented =
    [
        d => $"Benutzer {d.Of(People.Names)} hat das Passwort geändert",
        d => $"paiement de {d.Below(500)},{d.Below(100):00} € accepté",
        d => $"注文 {d.Below(100000)} を受け付けました",
        d => $"fichier café-{d.Below(100)}.pdf envoyé à {People.Email(d)}",
    ];

    private static readonly Func<Dice, string>[] Warnings =
    [
        d => $"slow query took {1000 + d.Below(9000)} ms on shard {d.Below(16)}",
        d => $"retry {1 + d.Below(5)} of 5 for order {d.Below(1_000_000)}",
        d => $"disk {d.Below(8)} is {80 + d.Below(20)} % full",
    ];

    private static readonly Func<Dice, string>[] Errors =
    [
        d => $"timeout after {d.Below(30000)} ms talking to payment-{d.Below(4)}",
        d => $"card of order {d.Below(1_000_000)} declined with code {d.Below(90)}",
        d => $"connection to 10.0.{d.Below(256)}.{d.Below(256)}:5432 refused",
        d => $"cannot deliver to {People.Email(d)}: mailbox full ({d.Below(100)} tries)",
        d => $"unexpected token at line {d.Below(4000)}, column {d.Below(200)}",
        d => $"Datei Übersicht-{d.Below(3000)}.xlsx nicht gefunden",
        d => $"out of memory: {d.Below(64)} GiB asked for by worker {d.Below(32)}",
    ];

    public static IEnumerable<string> All()
    {
        var dice = new Dice(1);
        var time = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        while (true)
        {
            time = time.AddMilliseconds(dice.Below(500));
            var user = dice.Skewed(People.Count);
            var (level, message) = dice.Below(300) switch
            {
                < 10 => ("ERROR", dice.Of(Errors)(dice)),
                < 30 => ("WARN", dice.Of(Warnings)(dice)),
                < 36 => ("INFO", dice.Of(Accented)(dice)),
                < 80 => ("DEBUG", dice.Of(Ordinary)(dice)),
                _ => ("INFO", dice.Of(Ordinary)(dice)),
            };
            var address = $"10.{user % 7}.{user / 7 % 256}.{dice.Below(16) * 16 + user % 16}";
            var stamp = time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            yield return $"{stamp} {level} {dice.Of(Services)} {address} {People.Id(user)} {1 + dice.Skewed(4000)} {message}";
        }
    }
}
