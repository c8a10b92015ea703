using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Rlm.Documents.Formats;

/// <summary>Runs what draws a page and keeps the text. It can be ended within a page, and a page has a bound.</summary>
internal sealed class PdfTextProcessor(
    int pageNumber,
    IResourceStore resourceStore,
    IPdfTokenScanner pdfScanner,
    IPageContentParser pageContentParser,
    ILookupFilterProvider filterProvider,
    CropBox cropBox,
    UserSpaceUnit userSpaceUnit,
    PageRotationDegrees rotation,
    TransformationMatrix initialMatrix,
    ParsingOptions parsingOptions,
    Conversion to)
    : BaseStreamProcessor<PdfPage>(
        pageNumber, resourceStore, pdfScanner, pageContentParser, filterProvider, cropBox, userSpaceUnit, rotation, initialMatrix, parsingOptions)
{
    /// <summary>Characters of a page; a dense one has ten thousand. Drawings in drawings can draw a line a billion times.</summary>
    private const int MostCharacters = 4_000_000;

    private const int CharactersBetweenChecks = 256;

    private readonly List<PdfRun> _runs = [];
    private int _characters;

    public override PdfPage Process(int pageNumberCurrent, IReadOnlyList<IGraphicsStateOperation> operations)
    {
        ProcessOperations(operations);
        return new(_runs);
    }

    public override void RenderGlyph(
        IFont font,
        CurrentGraphicsState currentState,
        double fontSize,
        double pointSize,
        int code,
        string unicode,
        long currentOffset,
        in TransformationMatrix renderingMatrix,
        in TransformationMatrix textMatrix,
        in TransformationMatrix transformationMatrix,
        CharacterBoundingBox characterBoundingBox)
    {
        if (string.IsNullOrEmpty(unicode))
        {
            return;
        }

        if (_characters % CharactersBetweenChecks == 0)
        {
            to.Check();
        }

        if ((_characters += unicode.Length) > MostCharacters)
        {
            throw NotConvertedException.TooLarge($"a page of it draws more than {MostCharacters:N0} characters. Convert it to text yourself and name that.");
        }

        var from = Place(new(0, 0), renderingMatrix, textMatrix, transformationMatrix);
        var until = Place(new(characterBoundingBox.Width, 0), renderingMatrix, textMatrix, transformationMatrix);
        var angle = Math.Atan2(until.Y - from.Y, until.X - from.X);
        var (sine, cosine) = Math.SinCos(angle);
        var start = (from.X * cosine) + (from.Y * sine);
        var end = (until.X * cosine) + (until.Y * sine);
        var baseline = (from.Y * cosine) - (from.X * sine);
        if (_runs.Count == 0 || !_runs[^1].TryAdd(unicode, angle, start, end, baseline))
        {
            var run = new PdfRun(angle, start, baseline, Math.Max(1, Math.Abs(pointSize)));
            run.TryAdd(unicode, angle, start, end, baseline);
            _runs.Add(run);
        }
    }

    public override void ApplyXObject(NameToken xObjectName)
    {
        to.Check();
        base.ApplyXObject(xObjectName);
    }

    public override void BeginSubpath()
    {
    }

    public override PdfPoint? CloseSubpath() => null;

    public override void StrokePath(bool close)
    {
    }

    public override void FillPath(FillingRule fillingRule, bool close)
    {
    }

    public override void FillStrokePath(FillingRule fillingRule, bool close)
    {
    }

    public override void MoveTo(double x, double y)
    {
    }

    public override void BezierCurveTo(double x2, double y2, double x3, double y3)
    {
    }

    public override void BezierCurveTo(double x1, double y1, double x2, double y2, double x3, double y3)
    {
    }

    public override void LineTo(double x, double y)
    {
    }

    public override void Rectangle(double x, double y, double width, double height)
    {
    }

    public override void EndPath()
    {
    }

    public override void ClosePath()
    {
    }

    public override void ModifyClippingIntersect(FillingRule clippingRule)
    {
    }

    public override void BeginMarkedContent(NameToken name, NameToken? propertyDictionaryName, DictionaryToken? properties)
    {
    }

    public override void EndMarkedContent()
    {
    }

    public override void PaintShading(NameToken shadingName)
    {
    }

    protected override void RenderXObjectImage(XObjectContentRecord xObjectContentRecord)
    {
    }

    protected override void RenderInlineImage(InlineImage inlineImage)
    {
    }

    protected override void ClipToRectangle(PdfRectangle rectangle, FillingRule clippingRule)
    {
    }

    private static PdfPoint Place(
        PdfPoint point, in TransformationMatrix rendering, in TransformationMatrix text, in TransformationMatrix drawing) =>
        drawing.Transform(text.Transform(rendering.Transform(point)));
}
