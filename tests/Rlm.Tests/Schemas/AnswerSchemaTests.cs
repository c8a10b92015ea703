using System.Text.Json.Nodes;
using Rlm.Schemas;

namespace Rlm.Tests.Schemas;

public sealed class AnswerSchemaTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"a\"", null)]
    [InlineData("""{"type":"string"}""", "1", "$: must be a text, is the number 1")]
    [InlineData("""{"type":"integer"}""", "1.0", null)]
    [InlineData("""{"type":"integer"}""", "1.5", "$: must be a whole number, is the number 1.5")]
    [InlineData("""{"type":"integer"}""", "1e3", null)]
    [InlineData("""{"type":["number","null"]}""", "null", null)]
    [InlineData("""{"type":["number","null"]}""", "[]", "$: must be null or a number, is a list of 0 items")]
    [InlineData("""{"type":"boolean"}""", "\"true\"", "$: must be true or false, is the text \"true\"")]
    [InlineData("""{"type":"object"}""", "[1]", "$: must be an object, is a list of 1 item")]
    [InlineData("true", "1", null)]
    [InlineData("false", "1", "$: must not be there")]
    [InlineData("{}", "null", null)]
    [InlineData("""{"enum":["a",1]}""", "1.0", null)]
    [InlineData("""{"enum":["a",1]}""", "\"b\"", "$: must be one of \"a\", 1, is the text \"b\"")]
    [InlineData("""{"enum":[{"a":1,"b":[2]}]}""", """{"b":[2.0],"a":1}""", null)]
    [InlineData("""{"const":null}""", "0", "$: must be null, is the number 0")]
    [InlineData("""{"minimum":3}""", "3", null)]
    [InlineData("""{"minimum":3}""", "2.99", "$: must be at least 3, is 2.99")]
    [InlineData("""{"exclusiveMinimum":3}""", "3.0", "$: must be more than 3, is 3.0")]
    [InlineData("""{"exclusiveMinimum":0}""", "1e-40", null)]
    [InlineData("""{"maximum":9007199254740992}""", "9007199254740993", "$: must be at most 9007199254740992, is 9007199254740993")]
    [InlineData("""{"exclusiveMaximum":1e400}""", "1", "!")]
    [InlineData("""{"exclusiveMaximum":5}""", "5", "$: must be less than 5, is 5")]
    [InlineData("""{"minimum":3}""", "\"text\"", null)]
    [InlineData("""{"minLength":2}""", "\"ä\"", "$: must have at least 2 characters, has 1")]
    [InlineData("""{"maxLength":1}""", "\"😀\"", null)]
    [InlineData("""{"maxLength":1}""", "\"ab\"", "$: must have at most 1 characters, has 2")]
    [InlineData("""{"pattern":"^\\d{4}-\\d\\d$"}""", "\"2024-01\"", null)]
    [InlineData("""{"pattern":"^\\d{4}$"}""", "\"x\\n2024\"", "$: must match the pattern ^\\d{4}$, is \"x\\n2024\"")]
    [InlineData("""{"minItems":1}""", "[]", "$: must have at least 1 items, has 0")]
    [InlineData("""{"maxItems":1}""", "[1,2]", "$: must have at most 1 items, has 2")]
    [InlineData("""{"uniqueItems":true}""", "[1,\"1\",[1],{\"a\":1}]", null)]
    [InlineData("""{"uniqueItems":true}""", "[1,2,1.0]", "$[2]: must not stand in the list twice, is the same as [0]")]
    [InlineData("""{"items":{"type":"number"}}""", "[1,\"2\"]", "$[1]: must be a number, is the text \"2\"")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"number"}}""", "[\"a\",1]", null)]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":false}""", "[\"a\",1]", "$[1]: must not be there")]
    [InlineData("""{"required":["a"]}""", "{}", "$: must have the property \"a\"")]
    [InlineData("""{"properties":{"a":{"type":"string"}},"additionalProperties":false}""", """{"b c":1}""", "$[\"b c\"]: must not be there; the properties are: a")]
    [InlineData("""{"properties":{"items":{"items":{"properties":{"price":{"type":"number"}}}}}}""", """{"items":[{},{},{"price":"12"}]}""", "$.items[2].price: must be a number, is the text \"12\"")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"number"}]}""", "1", null)]
    [InlineData("""{"anyOf":[{"type":"string"},{"required":["a"]}]}""", "{}", "$: must be as one of 2 schemas say; the nearest says: $: must be a text, is an object")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":2}]}""", "3", "$: must be at most 2, is 3")]
    [InlineData("""{"oneOf":[{"minimum":1},{"maximum":2}]}""", "3", null)]
    [InlineData("""{"oneOf":[{"minimum":1},{"maximum":2}]}""", "1.5", "$: must be as exactly one of 2 schemas says, is as 2 of them say")]
    [InlineData("""{"not":{"type":"null"}}""", "null", "$: must not be as \"not\" says, is null")]
    [InlineData("""{"$defs":{"n":{"type":"number"}},"items":{"$ref":"#/$defs/n"}}""", "[true]", "$[0]: must be a number, is true")]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"additionalProperties":false}""", """{"next":{"next":{"x":1}}}""", "$.next.next.x: must not be there; the properties are: next")]
    [InlineData("""{"$defs":{"a/b":{"const":1}},"$ref":"#/$defs/a~1b","maximum":0}""", "2", "$: must be 1, is the number 2")]
    [InlineData("""{"title":"t","description":"d","default":1,"examples":[1],"$schema":"x","$comment":"c"}""", "1", null)]
    public void A_value_is_held_to_its_schema(string schema, string value, string? violation)
    {
        var parsed = AnswerSchema.Parse(schema, out var problems);
        if (violation == "!")
        {
            Assert.Null(parsed);
            return;
        }

        Assert.Empty(problems);
        var found = parsed!.Validate(JsonNode.Parse(value));
        if (violation is null)
        {
            Assert.Empty(found);
        }
        else
        {
            Assert.Equal(violation, found[0].ToString());
        }
    }

    [Theory]
    [InlineData("""{"format":"date"}""", "$: \"format\" is a keyword that is not supported")]
    [InlineData("""{"properties":{"a":{"multipleOf":2}}}""", "$.properties.a: \"multipleOf\" is a keyword")]
    [InlineData("""{"type":"text"}""", "$.type: must be one of null, boolean, integer")]
    [InlineData("""{"type":[]}""", "$.type: must name at least one type")]
    [InlineData("""{"minLength":-1}""", "$.minLength: must be a whole number from 0")]
    [InlineData("""{"minimum":"1"}""", "$.minimum: must be a number")]
    [InlineData("""{"additionalProperties":{}}""", "$.additionalProperties: must be true or false")]
    [InlineData("""{"pattern":"(?=a)"}""", "$.pattern: uses look-around")]
    [InlineData("""{"pattern":"("}""", "$.pattern: is a pattern that cannot be read")]
    [InlineData("""{"anyOf":[]}""", "$.anyOf: must be a list with at least one schema")]
    [InlineData("""{"items":[]}""", "$.items: must be an object, true or false")]
    [InlineData("""{"$ref":"http://example.com"}""", "$.$ref: must be \"#\" or")]
    [InlineData("""{"$ref":"#/$defs/x"}""", "$.$defs: has no \"x\"")]
    [InlineData("""{"$ref":"#"}""", "$: leads back to itself")]
    [InlineData("""{"$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}""", "$.$defs.a: leads back to itself")]
    [InlineData("""{"items":{"$defs":{}}}""", "$.items.$defs: may stand at the top")]
    [InlineData("""{"type":"string","type":"number"}""", "$: is not JSON")]
    [InlineData("[1]", "$: must be an object, true or false")]
    [InlineData("{", "$: is not JSON")]
    public void A_schema_that_cannot_be_held_is_refused_with_its_place(string schema, string problem)
    {
        Assert.Null(AnswerSchema.Parse(schema, out var problems));
        Assert.StartsWith(problem, problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_a_schema_come_at_once() =>
        Assert.True(AnswerSchema.Parse("""{"type":"x","minimum":"y","properties":{"a":{"format":1}}}""", out var problems) is null && problems.Count == 3);

    [Fact]
    public void At_most_twenty_violations_are_named()
    {
        var schema = AnswerSchema.Parse("""{"items":{"type":"string"}}""", out _)!;
        Assert.Equal(20, schema.Validate(new JsonArray([.. Enumerable.Range(0, 50).Select(i => JsonValue.Create(i))])).Count);
    }

    [Fact]
    public void Depth_and_work_are_bounded()
    {
        var nested = AnswerSchema.Parse("""{"items":{"$ref":"#"}}""", out _)!;
        Assert.Empty(nested.Validate(JsonNode.Parse(new string('[', 60) + new string(']', 60))));
        JsonNode deep = new JsonArray();
        for (var i = 0; i < 250; i++)
        {
            deep = new JsonArray(deep);
        }

        Assert.Contains("nested too deeply", nested.Validate(deep)[0].Message);

        var doubling = string.Join(',', Enumerable.Range(0, 40).Select(i => $$$"""
            "a{{{i}}}":{"allOf":[{"$ref":"#/$defs/a{{{i + 1}}}"},{"$ref":"#/$defs/a{{{i + 1}}}"}]}
            """));
        var wide = AnswerSchema.Parse("{\"$ref\":\"#/$defs/a0\",\"$defs\":{" + doubling + ",\"a40\":{}}}", out var problems);
        Assert.Empty(problems);
        Assert.Contains("too much work", wide!.Validate(1)[0].Message);
        Assert.Null(AnswerSchema.Parse(string.Concat(Enumerable.Repeat("{\"not\":", 40)) + "{}" + new string('}', 40), out _));
    }

    [Theory]
    [InlineData("42", "42")]
    [InlineData(" \"x\" ", "\"x\"")]
    [InlineData("""{"a": 1, "b": [1, 2]}""", """{"a":1,"b":[1,2]}""")]
    [InlineData("Here it is:\n```json\n{\"a\": 1}\n```\nDone.", """{"a":1}""")]
    [InlineData("```\n[1]\n```\nBetter:\n```json\n[2]\n```", "[2]")]
    [InlineData("```rust\nfn a() {}\n```\nso [1, 2].", "[1,2]")]
    [InlineData("As [1] says, the answer is {\"n\": 1234} indeed.", """{"n":1234}""")]
    [InlineData("{\"a\": [1, 2,], // two\n}", """{"a":[1,2]}""")]
    [InlineData("x {not json} y", null)]
    [InlineData("There are 3.", null)]
    [InlineData("", null)]
    [InlineData("{\"a\":1,\"a\":2}", """{"a":2}""")]
    [InlineData("{\"ä\": \"ü<\"}", """{"ä":"ü<"}""")]
    [InlineData("```json\n{\"a\": 1}", """{"a":1}""")]
    public void The_json_of_an_answer_is_found(string answer, string? json) => Assert.Equal(json, AnswerSchema.Extract(answer));

    [Fact]
    public void Brackets_without_end_are_read_in_bounded_work() =>
        Assert.Null(AnswerSchema.Extract(string.Concat(Enumerable.Repeat("[{\"a\":[", 100_000))));
}
