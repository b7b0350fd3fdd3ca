// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.JsonReader;
import dev.aver.enclave.inference.template.ChatTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What templates of widely used models ask of Jinja. Every expected text is what Jinja 3.1 itself
 * wrote, with the settings that chat templates are made for (trim_blocks, lstrip_blocks).
 */
class TemplateFeaturesTest {
  private static final String MESSAGES =
      """
      [{"role":"system","content":" Be brief. "},
       {"role":"user","content":"Hi there"},
       {"role":"assistant","content":"<think>\\nhm\\n</think>\\n\\nHello"},
       {"role":"user","content":"Weather?"},
       {"role":"assistant","content":"","tool_calls":[{"type":"function","id":"call_0_0","function":
         {"name":"get_weather","arguments":{"city":"Köln","n":1.5,"deep":{"a":[1,null,true]}}}}]},
       {"role":"tool","tool_call_id":"call_0_0","content":"21"},
       {"role":"user","content":"Thanks"}]""";

  private static final String TOOLS =
      """
      [{"type":"function","function":{"name":"get_weather","description":"The \\"weather\\"",
        "parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]""";

  @SuppressWarnings("unchecked")
  private static <T> List<T> read(String json) throws Exception {
    return (List<T>) Plain.of(JsonReader.read(Bytes.utf8(json), 1 << 16, 16));
  }

  private static String rendered(String template) throws Exception {
    List<Map<String, Object>> messages = read(MESSAGES);
    List<Object> tools = read(TOOLS);
    return new ChatTemplate(template, "<s>", "</s>").render(messages, tools);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          {% for m in messages[::-1] %}{{ m.role }} {% endfor %}. ==> user tool assistant user assistant user system .
          {% for m in messages[1:] %}{{ loop.index0 }}{{ m.role }} {% endfor %}. ==> 0user 1assistant 2user 3assistant 4tool 5user .
          {{ messages[-1].content }} {{ messages[:-1]|length }} {{ messages[1:-1]|length }} {{ messages[::2]|length }} {{ messages[-2:][0].role }} ==> Thanks 6 5 4 tool
          {{ messages[1].content[1:4] }}|{{ messages[1].content[::-1] }}|{{ messages[1].content[-3:] }}|{{ messages[9:]|length }} ==> i t|ereht iH|ere|0
          {{ messages[1].content.startswith('Hi') }} {{ 'yes' if messages[1].content.endswith('x') else 'no' }} ==> True no
          {{ messages[2].content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') }}|{{ messages[2].content.split('</think>')[-1].lstrip('\\n') }} ==> hm|Hello
          {{ ' a '.strip() }}|{{ 'xxaxx'.strip('x') }}|{{ messages[0].content|trim }}|{{ ' b '.lstrip() }}|{{ ' c '.rstrip() }}| ==> a|a|Be brief.|b | c|
          {{ 'a,b,c'.split(',')|join('-') }} {{ ' a b  c '.split()|length }} {{ 'a.b.c'.split('.', 1)|last }} ==> a-b-c 3 b.c
          {{ 'abc'.upper() }}{{ 'ABC'.lower() }}{{ 'abc def'.title() }}{{ 'aBC'.capitalize() }}{{ 'abc'.replace('b', 'x') }}{{ 'abc'.find('c') }}{{ ','.join(['x', 'y']) }} ==> ABCabcAbc DefAbcaxc2x,y
          {{ tools|tojson }} ==> [{"type": "function", "function": {"name": "get_weather", "description": "The \\"weather\\"", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}}]
          {{ messages[4].tool_calls[0].function.arguments|tojson }} ==> {"city": "Köln", "n": 1.5, "deep": {"a": [1, null, true]}}
          {% for k, v in messages[4].tool_calls[0].function.arguments.items() %}{{ k }}={{ v|tojson }};{% endfor %} ==> city="Köln";n=1.5;deep={"a": [1, null, true]};
          {% for k, v in messages[4].tool_calls[0].function.arguments|items %}{{ k }}{% if not loop.last %},{% endif %}{% endfor %} ==> city,n,deep
          {%- for key, val in tools[0].function.items() if key != 'parameters' %}{{ key }}:{{ loop.last }} {% endfor %}. ==> name:False description:True .
          {% for m in messages if m.role == 'user' %}{{ loop.index }}/{{ loop.length }}{{ m.content }}{% endfor %} ==> 1/3Hi there2/3Weather?3/3Thanks
          {% for m in messages %}{% if loop.previtem and loop.previtem.role == 'user' %}[{{ m.role }}]{% endif %}{{ '>' if loop.nextitem }}{% endfor %} ==> >>[assistant]>>[assistant]>>
          {% set ns = namespace(n=0, last=messages|length - 1) %}{% for m in messages %}{% if m.role == 'user' %}{% set ns.n = ns.n + 1 %}{% endif %}{% endfor %}{{ ns.n }} {{ ns.last }} ==> 3 6
          {% set x = 1 %}{% for m in messages %}{% set x = 2 %}{% endfor %}{{ x }}{% if true %}{% set x = 5 %}{% endif %}{{ x }} ==> 15
          {{ 'a' + messages[0].content | trim + 'b' }} ==> aBe brief.b
          {{ (messages|length - 1) - 2 }} {{ messages | length != 0 }} {{ messages|length > 3 and true }} ==> 4 True True
          {{ not tools is none }} {{ not messages|length == 1 }} {{ not 'x' in ['x'] }} {{ 'x' not in ['x'] }} {{ tools is not none }} {{ not false and not foo is defined }} ==> True True False False True True
          {% if 'tool_calls' in messages[4] and 'tool_calls' not in messages[0] %}ok{% endif %} ==> ok
          {{ messages[0].content is string }} {{ messages is string }} {{ messages[0] is mapping }} {{ messages is iterable }} {{ 1 is number }} {{ messages[0].content is iterable }} {{ messages is mapping }} ==> True False True True True True False
          {% if (messages[1]['role'] == 'user') != (1 % 2 == 0) %}differ{% endif %} ==> differ
          {%- set rest = messages[1:] %}{%- set said = rest | selectattr('role', 'equalto', 'user') | list %}{{ said|length }}{{ said[-1].content }}{{ rest[0] == said[0] }} ==> 3ThanksTrue
          {% for m in messages | rejectattr('role', 'equalto', 'user') %}{{ m.role }},{% endfor %}{{ messages|map(attribute='role')|join(', ') }} ==> system,assistant,assistant,tool,system, user, assistant, user, assistant, tool, user
          {%- macro show(m, sep='-') %}[{{ m.role }}{{ sep }}]{% endmacro %}{{ show(messages[0]) }}{{ show(messages[1], sep='+') }} ==> [system-][user+]
          {% set d = {'a': 1, 'b': [1, 2]} %}{{ d.a }}{{ d['b'][1] }}{{ d.get('c', 7) }}{{ d.get('a') }}{{ d|length }} ==> 12712
          {% for i in range(1, 6, 2) %}{{ i }}{% endfor %}{{ 'a' ~ 1 ~ 'b' }}{{ 7 // 2 }}{{ 7 % 3 }} ==> 135a1b31
          {% for m in messages %}{% if loop.index == 3 %}{% break %}{% endif %}{% if m.role != 'user' %}{% continue %}{% endif %}{{ m.content }}{% endfor %} ==> Hi there
          {{ messages[0].foo }}|{{ foo }}|{{ messages[0]['bar'] }}|{% if foo or messages[0].tool_calls %}c{% endif %} ==> |||
          {{ foo | default('d') }}{{ '' | default('e', true) }} ==> de
          {%- if strftime_now is defined %}{{ strftime_now('%d %b %Y') }}{% else %}26 Jul 2024{% endif %} ==> 26 Jul 2024
          {{ '{"name": "' + messages[4].tool_calls[0].function.name + '", ' }}. ==> {"name": "get_weather", .
          {{ "it's \\"quoted\\" \\\\ {{ not a tag }}" }} ==> it's "quoted" \\ {{ not a tag }}
          {% set a, b = 1, 2 %}{{ a }}{{ b }}{% set x %}block {{ 1 }}{% endset %}{{ x }} ==> 12block 1
          {% for tool_call in messages[4].tool_calls %}{% if tool_call.function %}{% set tool_call = tool_call.function %}{% endif %}{{ tool_call.name }}{% endfor %} ==> get_weather
          {% if messages[0]['role'] == 'system' %}{% set system_message = messages[0]['content']|trim %}{% set messages = messages[1:] %}{% endif %}{{ system_message }}{{ messages|length }} ==> Be brief.6
          {% if enable_thinking is defined and enable_thinking is false %}x{% else %}y{% endif %} ==> y
          {{ ['a', 1.0, 1000, true, none]|tojson }}{{ [1, 2] + [3] }}{{ [1, 2, 3]|first }}{{ [3, 1, 2]|sort|last }} ==> ["a", 1.0, 1000, true, null][1, 2, 3]13
          {% for m in messages %}{{ loop.revindex0 if not loop.first }}{% endfor %} ==> 543210
          {{ bos_token }}{{ eos_token }}{{ '<b>&' }}{{ add_generation_prompt }} ==> <s></s><b>&True
          {% for m in messages if m.role == 'nobody' %}x{% else %}none {{ messages|length }}{% endfor %}|{% for m in messages %}{{ loop.index }}{% else %}none{% endfor %} ==> none 7|1234567
          {% for m in messages[:2] %}{% for c in [] %}{% else %}[{{ loop.index }}{{ m.role }}]{% endfor %}{% else %}N{% endfor %} ==> [1system][2user]
          {% set x = 1 %}{% for c in [] %}{% else %}{% set x = 2 %}{{ x }}{% endfor %}{{ x }} ==> 21
          {% for m in messages %}{% break %}{% else %}E{% endfor %}|{% for m in messages %}{% if loop.last %}{% break %}{% endif %}{% else %}F{% endfor %}|{% for m in messages %}{% continue %}{% else %}G{% endfor %} ==> E||G
          {% for m in messages[:2] %}{% if loop.first %}{% for x in [1] %}a{% else %}b{% endfor %}{% else %}c{% endif %}{% endfor %} ==> ac
          {% raw %}{{ x }}{% if %}{# c #}{% endraw %}|{% raw -%}  a  {%- endraw %}| ==> {{ x }}{% if %}{# c #}|a|
          {% filter upper %}ab{{ messages[0].role }}{% endfilter %}|{% filter trim %}  x {% endfilter %}|{% filter replace('a', 'b')|upper %}aa{% endfilter %} ==> ABSYSTEM|x|BB
          {% set x = 1 %}{% filter upper %}a{% set x = 2 %}{{ x }}{% endfilter %}{{ x }}{% set y | upper %}abc{% endset %}{{ y }} ==> A21ABC
          {% set y = 7 %}{% for m in messages[:3] %}{% if loop.first %}{% set x = 1 %}{% set y = 8 %}{% endif %}{{ x }}{{ y }},{% endfor %}{{ y }} ==> 18,7,7,7
          {{ 'a' if not foo | default(false) else 'b' }} {{ foo|default(false) }} {{ ''|default('e', boolean=true) }} {{ foo|d(1) + 1 }} ==> a False e 2
          {{ {'a': {'b': {}}}|tojson }} ==> {"a": {"b": {}}}
          :{ {%- if true %}a{% endif %}{ {#- c #}{{ 'x' }}}} %} #} ==> :{a{x}} %} #}
          {{ 1+1 }} {{ messages|length-1 }} {% set n = namespace(a=1) %}{{ messages[:n.a+1]|length }}{{ messages[n.a+1:]|length }}{{ n.a*2 }} ==> 2 6 252
          {{ 'a\\tb\\\\c\\x41\\u00e9\\'\\"' }} {{ '\\d' }} ==> a\tb\\cAé'" \\d
          {% macro r(n) %}{{ n }}{% if n > 0 %}{{ r(n - 1) }}{% endif %}{% endmacro %}{{ r(3) }} ==> 3210
          {{ ["it's", 'say "x"', "both ' and \\"", none, true] }} {{ {'a': {'b': ['x']}} }} ==> ["it's", 'say "x"', 'both \\' and "', None, True] {'a': {'b': ['x']}}
          {{ 'a' and 'b' }}{{ '' and 'b' }} {{ ('x' and 'y') or 'z' }}{{ '' and 'y' or 'z' }} {{ messages[1].content and messages[1].content|trim }} ==> b yz Hi there
          {% if 'false' %}true{% endif %} {{ 'a' if 'False' else 'b' }} {{ not 'false' }} {{ 'x' if '' or 'false' }} ==> true a False x
          {{ {'b': 1, 'a': 'é'}|tojson(sort_keys=true, ensure_ascii=true) }} {{ [1, {'a': 2}]|tojson(separators=(',', ':')) }} ==> {"a": "\\u00e9", "b": 1} [1,{"a":2}]
          {{ 'abc'[0] }}{{ 'abc'[-1] }}{{ '😀x'[1] }} {{ (messages|last)['role'] }} {{ messages[0]['zz'] is defined }} ==> acx user False
          {% for c in 'añ😀' %}{{ c }}.{% endfor %} {% for k in {'a': 1, 'b': 2} %}{{ k }}{% endfor %} {{ {'a': 1}|list }} ==> a.ñ.😀. ab ['a']
          {{ 'x' ~ true ~ 1.0 ~ ['a'] }} {{ 'a' ~ 'b' == 'ab' }} {{ 'a' ~ ('b' if false else 'c') }} ==> xTrue1.0['a'] True ac
          {{ 'xxaxx'|trim('x') }} {{ 'abcabc'.count('b') }} {{ '12'.isdigit() }} ==> a 2 True
          {{ 'a,b'|indent }} {% filter indent(width=2, first=true) %}x{% endfilter %} ==> a,b   x
          """)
  void expressionsMeanWhatTheyMeanInJinja(String template, String expected) throws Exception {
    assertEquals(expected, rendered(template));
  }

  @Test
  void whiteSpaceGoesWhereJinjaTakesIt() throws Exception {
    var template =
        """
        {%- if messages %}
          {{- 'a' }}
          {%- for m in messages[:2] %}
            {{- m.role }}
          {% endfor %}
        {% endif %}
        {# a note #}
        text {% if true %} in line {% endif %} more
          {%+ if true %}kept{% endif +%}

          {% if true -%}

           stripped {{- ' x ' -}}   y
        {% endif %}
        end
        """;
    assertEquals(
        "asystem\nuser\ntext  in line  more\n  kept\n\nstripped x y\nend", rendered(template));
  }

  @Test
  void whatIsRawStaysWhatItIs() throws Exception {
    var template =
        """
        a {%- raw %} b {% endraw -%} c
          {% raw %}
            {{ line }}
          {% endraw %}
        end""";
    assertEquals("a b c\n\n    {{ line }}\nend", rendered(template));
  }

  /** Templates of reasoning models hold whole pages in one quoted string. */
  @Test
  void aStringMayBeLong() throws Exception {
    var page = "A line of text, as it's said.\\n".repeat(2000);
    assertEquals(page.replace("\\n", "\n"), rendered("{{ \"" + page + "\" }}"));
  }

  @Test
  void jsonIsIndentedAsPythonDoes() throws Exception {
    assertEquals(
        """
        {
            "city": "Köln",
            "n": 1.5,
            "deep": {
                "a": [
                    1,
                    null,
                    true
                ]
            }
        }""",
        rendered("{{ messages[4].tool_calls[0].function.arguments|tojson(indent=4) }}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ strftime_now('%Y') }}",
        "{{ messages[0].content.swapcase() }}",
        "{{ messages|shuffled }}",
        "{% if messages is beautiful %}{% endif %}",
        "{% filter beautiful %}x{% endfilter %}",
        "{% for m in messages %}",
        "{% if tools %}{{ tools[0].function.name.swapcase() }}{% endif %}{{ messages[0].content }}",
        "{% for m in messages %}{% if m.role == 'tool' %}{{ m.call() }}{% endif %}{% endfor %}",
        "{{ raise_exception('never') }}",
        "always the same",
      })
  void whatIsNotUnderstoodIsComplainedAboutBeforeAnybodyChats(String template) {
    assertTrue(complaint(template).isPresent(), template);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for m in messages %}{% for x in [] %}{% else %}{% break %}{% endfor %}{% endfor %}",
        "{% for m in messages recursive %}{{ m.content }}{% endfor %}",
        "{% with a = 1 %}{{ a }}{% endwith %}{{ messages[0].content }}",
        "{% raw %}{{ }}{{ messages[0].content }}",
        "{% if true %}{% endfor %}",
        "{% include 'other' %}",
        "{{ messages[0].content",
        "{{ messages[0] }",
      })
  void whatCannotBeToldTheLibraryIsRefused(String template) {
    assertThrows(IllegalArgumentException.class, () -> new ChatTemplate(template, "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}",
        "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}"
            + "{{ messages[0].content }}",
      })
  void aTemplateMayHaveRulesOfItsOwn(String template) {
    assertEquals(Optional.empty(), complaint(template));
  }

  private static Optional<String> complaint(String template) {
    return new ChatTemplate(template, "", "").complaint();
  }
}
