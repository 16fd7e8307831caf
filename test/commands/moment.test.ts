import test from 'ava';
import {momentOf} from '../../source/commands/moment.ts';

const now = Date.parse('2026-11-21T10:15:00');
const of = (text: string) => momentOf(text, '--since', now);

test('a time ago', t => {
	for (const [text, seconds] of Object.entries({'30s': 30, '90m': 5400, '1.5h': 5400, '2D': 172_800, '3w': 1_814_400}))
		t.is(of(text), now - seconds * 1000, text);
});

test('a date is local, unless it says its zone', t => {
	t.is(of('2026-11-20'), Date.parse('2026-11-20T00:00'));
	t.is(of('2026-11-20 08:30'), Date.parse('2026-11-20T08:30'));
	t.is(of('2026-11-20T08:30:10Z'), Date.UTC(2026, 10, 20, 8, 30, 10));
	t.is(of('2026-11-20T08:30+02:00'), Date.UTC(2026, 10, 20, 6, 30));
});

test('anything else is refused in one line', t => {
	for (const text of ['', 'yesterday', '2', '-2d', '2 d', '2026-13-01', '2026-02-31', '2026-11', '1e9d', '20261121'])
		t.throws(() => of(text), {message: /^--since .*: use a time ago such as 90m, .*T10:15$/}, text);
});
