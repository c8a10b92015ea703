using System.Globalization;

namespace Rlm;

/// <summary>A number as it was written: kept to the last digit where 28 digits hold it, else as the nearest double.</summary>
internal readonly record struct ExactNumber : IComparable<ExactNumber>
{
    private readonly decimal _exact;
    private readonly double _near;
    private readonly bool _isExact;

    private ExactNumber(decimal exact, double near, bool isExact) => (_exact, _near, _isExact) = (exact, near, isExact);

    public bool IsInteger => _isExact ? decimal.IsInteger(_exact) : double.IsInteger(_near);

    /// <summary>Reads digits with sign, decimal point and exponent; null when it is no finite number.</summary>
    public static ExactNumber? Parse(ReadOnlySpan<char> text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var near) || !double.IsFinite(near))
        {
            return null;
        }

        // A decimal rounds what it cannot hold without a word, so only what it surely holds goes there.
        var digits = 0;
        foreach (var c in text)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return digits <= 28 && text.IndexOfAny('e', 'E') < 0 && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? new ExactNumber(exact / 1.0000000000000000000000000000m, near, true)
            : new ExactNumber(0, near, false);
    }

    public int CompareTo(ExactNumber other) =>
        _isExact && other._isExact ? _exact.CompareTo(other._exact) : _near.CompareTo(other._near);

    public bool Equals(ExactNumber other) => CompareTo(other) == 0;

    public override int GetHashCode() => _near.GetHashCode();

    /// <summary>Whether both are no further apart than an amount.</summary>
    public bool IsWithin(ExactNumber other, decimal amount)
    {
        if (_isExact && other._isExact)
        {
            try
            {
                return Math.Abs(_exact - other._exact) <= amount;
            }
            catch (OverflowException)
            {
                return false;
            }
        }

        // Two ways to write the same number may differ in the last bit.
        var slack = Math.Max(Math.Abs(_near), Math.Abs(other._near)) * 1e-15;
        return Math.Abs(_near - other._near) <= (double)amount + slack;
    }

    /// <summary>The hundredth of it.</summary>
    public ExactNumber Percent() => new(_exact / 100, _near / 100, _isExact);

    /// <summary>How much a share of it is, never negative; a share of 0.01 is one percent.</summary>
    public decimal Share(decimal share)
    {
        var size = _isExact ? Math.Abs((double)_exact) : Math.Abs(_near);
        var amount = size * (double)share;
        return amount < 7e27 ? _isExact ? Math.Abs(_exact) * share : (decimal)amount : decimal.MaxValue;
    }

    public override string ToString() => _isExact ? _exact.ToString(CultureInfo.InvariantCulture) : _near.ToString("R", CultureInfo.InvariantCulture);
}
