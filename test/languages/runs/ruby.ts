// Ruby.
import { lines, type Run } from "../run";

export const RUBY_RUNS: readonly Run[] = [
  {
    title: "Ruby",
    accessor: "Ruby",
    path: "app.rb",
    needs: ["ruby"],
    before: "ruby app.rb",
    files: {
      "app.rb": lines(
        "# frozen_string_literal: true",
        "=begin",
        'It\'s a "document".',
        "=end",
        // No process is started, which a WebAssembly build cannot.
        'self.class.send(:define_method, "`") { |command| command.upcase }',
        "KEY = '«openai-project-key»'.freeze",
        "x = { k: 1, 'Authorization' => \"Bearer «openai-project-key» #{KEY[0, 3]}\", token: '«groq-api-key»' }",
        'char = [?", ?\', $/, 7 / 2, x[:k] / 1, "it\'s" =~ /[\'"]/]',
        'all = [KEY, x, char, %q(a "b" (c) #{d} \\n «anthropic-api-key»), %w[a #{b} «openai-project-key» c\\ d],',
        '  %i[x «groq-api-key»], :"k-«openai-project-key»", %(#{1 + 1} «google-api-key»),',
        "  'say \"«openai-project-key»\" #{no} \\n \\\\ it\\'s', 'side ' 'by «openai-project-key»' \\",
        "  '«groq-api-key»', \"«openai-project-key»\".length, '«openai-project-key two»'[3..5],",
        "  `echo «openai-project-key»`, \"a#{x.fetch(:none, '«anthropic-api-key»')}\"]",
        'all << <<~EOS.lines.map(&:strip) << <<-"TWO"',
        '  it\'s #{x[:k]} "«openai-project-key»"',
        "    more",
        "  EOS",
        "  #{KEY} «groq-api-key»",
        "  TWO",
        "def f(key = '«openai-project-key»', other: \"Bearer «google-api-key»\") = [key, other]",
        "all << f << (ENV['MY_KEY'] || '«openai-project-key three»')",
        "all << case KEY when '«openai-project-key»' then 1 else 2 end",
        "p all",
      ),
    },
  },
];
