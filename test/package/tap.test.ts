import test from 'ava';
import {createTapReader} from '../../scripts/tap.js';

interface Test {
	readonly title: string;
	readonly outcome: 'passed' | 'failed' | 'skipped';
	readonly lines: readonly string[];
}

function read(text: string): readonly Test[] {
	const tests: Test[] = [];
	const reader = createTapReader((each: Test) => tests.push(each));
	for (const line of text.split('\n')) {
		reader.line(line);
	}
	reader.end();
	return tests;
}

const report = `TAP version 13
ok 1 - csr › rows are sorted
#   7 edges
not ok 2 - csr › weights are finite
  ---
    name: AssertionError
    message: |-
      ok 9 - a line of the message
      not ok either
  ...
# tidy › afterEach hook
#   removed
ok 3 - gpu › equals cpu # SKIP
not ok 4 - wave energy # TODO
ok 5 - a title # with a mark

1..4
# tests 4
# pass 2
# skip 1
# fail 2
`;

test('each test is told once, with its outcome', t => {
	t.deepEqual(
		read(report).map(({title, outcome}) => `${outcome}: ${title}`),
		[
			'passed: csr › rows are sorted',
			'failed: csr › weights are finite',
			'skipped: gpu › equals cpu',
			'skipped: wave energy',
			'passed: a title # with a mark',
		],
	);
});

test('a report stays with its test, and text that looks like a result inside it is not one', t => {
	const [logged, failed, ...rest] = read(report);
	t.deepEqual(logged?.lines, ['#   7 edges']);
	t.is(failed?.lines.length, 7);
	t.true(failed?.lines.includes('      ok 9 - a line of the message'));
	t.deepEqual(
		rest.map(({lines}) => lines.length),
		[0, 0, 0],
	);
});

test('a file without a test tells nothing', t => {
	t.deepEqual(read('TAP version 13\n\n1..0\n# tests 0\n# pass 0\n# fail 0\n'), []);
});
