import test from 'ava';
import {parse} from 'smol-toml';
import {linesOf} from '../../../source/commands/config/toml-lines.ts';

test('every key is on the line where its statement begins', t => {
	const text = `# a comment
hz = 20

"fps" = 2 # quoted
name = """
hz = 3
"""
list = [
	1,
	2,
]
deep.inner = 1
inline = {a = 1, b = {c = 2}}

[param] # a table
alpha = 0.3
'odd key' = 1
[[many]]
x = 1
`;
	t.notThrows(() => parse(text));
	t.deepEqual(Object.fromEntries(linesOf(text)), {
		hz: 2,
		fps: 4,
		name: 5,
		list: 8,
		deep: 12,
		'deep.inner': 12,
		inline: 13,
		'inline.a': 13,
		'inline.b': 13,
		'inline.b.c': 13,
		param: 15,
		'param.alpha': 16,
		'param.odd key': 17,
		many: 18,
		'many.x': 19,
	});
});

test('line ends of other systems and a mark at the beginning change nothing', t => {
	t.deepEqual(
		[...linesOf('\uFEFF# comment\r\nhz = 1\r\nfps = 2\r\n')],
		[
			['hz', 2],
			['fps', 3],
		],
	);
	t.deepEqual([...linesOf('')], []);
});
