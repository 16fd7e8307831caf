import test from 'ava';
import {clipboardCopy, mostCopied} from '../../source/ui/osc52.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a text as OSC 52', t => {
	t.deepEqual(clipboardCopy('hällo', {}), {sequence: `\u001B]52;c;${base64('hällo')}\u0007`, bytes: 6, whole: true});
});

test('tmux and screen get it wrapped', t => {
	const bare = `\u001B]52;c;${base64('x')}\u0007`;
	t.is(clipboardCopy('x', {TMUX: '/tmp/tmux'}).sequence, `${bare}\u001BPtmux;\u001B${bare}\u001B\\`);
	t.is(clipboardCopy('x', {STY: '1.pts'}).sequence, `\u001BP${bare}\u001B\\`);
	t.is(clipboardCopy('x', {TMUX: '', STY: ''}).sequence, bare);
	const long = clipboardCopy('x'.repeat(5000), {STY: '1.pts'}).sequence;
	const pieces = long.split('\u001B\\').slice(0, -1);
	t.true(pieces.every(piece => piece.startsWith('\u001BP') && piece.length <= 768));
	t.is(pieces.map(piece => piece.slice(2)).join(''), `\u001B]52;c;${base64('x'.repeat(5000))}\u0007`);
});

test('more than a clipboard takes is cut, between characters', t => {
	const {sequence, bytes, whole} = clipboardCopy('ä'.repeat(mostCopied), {});
	t.false(whole);
	t.is(bytes, mostCopied);
	const odd = clipboardCopy(`a${'ä'.repeat(mostCopied)}`, {});
	t.is(odd.bytes, mostCopied - 1);
	const [, payload = ''] = /c;(.*)\u0007$/.exec(odd.sequence) ?? [];
	t.regex(Buffer.from(payload, 'base64').toString(), /^aä+$/);
	t.true(sequence.length < 1.4 * mostCopied);
});
