// PHP.
import { lines, type Run } from "../run";

export const PHP_RUNS: readonly Run[] = [
  {
    title: "PHP",
    accessor: "PHP",
    path: "app.php",
    needs: ["php"],
    before: "php app.php",
    files: {
      "app.php": lines(
        "It's a page: <?= strlen('«openai-project-key»') // it's ?> and \"more\".",
        "<?php",
        "#[Attribute]",
        "class It { public function __construct(public string $s = '') {} }",
        "const KEY = '«openai-project-key»';",
        'define("OTHER", "«anthropic-api-key»");',
        "class Uses { public $key = KEY; const COPY = KEY; }",
        "$key = \"«openai-project-key»\"; $x = ['k' => 'v']; $n = 2;",
        "$all = [KEY, OTHER, (new Uses)->key, Uses::COPY, (new It('«groq-api-key»'))->s,",
        "  'Bearer «openai-project-key» \\n it\\'s', \"Bearer «openai-project-key»\\t{$x['k']} $x[k] ${key}\\$n\",",
        "  ['«google-api-key»' => 'Bearer «anthropic-api-key»' . $n . \"«openai-project-key»«anthropic-api-key»\"],",
        "  \"a «openai-project-key»\"[3], strtoupper('x «openai-project-key»') . 1, $x[\"«groq-api-key»\"] ?? 'none',",
        "  match (true) { default => '«openai-project-key»' }, fn() => '«openai-project-key»',",
        "];",
        "switch ($key) { case '«openai-project-key»': $all[] = 'same'; }",
        "$all[] = <<<EOS",
        "  it's {$x['k']} \"«openai-project-key»\"",
        "    $n",
        "  «anthropic-api-key»",
        "  EOS;",
        "$all[] = [<<<'EOS'",
        '{"key": "«openai-project-key»", "$n": «groq-api-key» x}',
        "EOS, 'after'];",
        "function f($a = null) { return $a ?? (getenv('MY_KEY') ?: '«openai-project-key two»'); }",
        "$all[] = f(); $all[] = $all[11]; unset($all[11]);",
        "echo serialize(array_filter($all, fn($one) => !$one instanceof Closure));",
      ),
    },
  },
  {
    title: "PHP that reads $_ENV",
    accessor: "PHP",
    path: "app.php",
    needs: ["php"],
    before: "php app.php",
    files: {
      "app.php": lines(
        "<?php",
        "$debug = $_ENV['DEBUG'] ?? 'no'; $x = ['k' => 'v'];",
        "echo '«openai-project-key»', \"Bearer «openai-project-key» {$x['k']}\", 'Bearer «groq-api-key» $x', <<<EOS",
        "  «openai-project-key»{$x['k']}",
        "  EOS, $_ENV['MY_KEY'] ?? \"«anthropic-api-key»\", $debug;",
      ),
    },
  },
];
