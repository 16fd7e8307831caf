import test from 'ava';
import {pictureWay, readAnswers} from '../../source/draw/terminal-answers.ts';

const of = (text: string, environment: Readonly<Record<string, string>> = {}) =>
	pictureWay(readAnswers(text, 100, 40), environment);

const kitty = '\u001B_Gi=31;OK\u001B\\';
const plain = '\u001B[?62;22c';
const sixel = '\u001B[?62;4;22c';
const named = (name: string) => `\u001BP>|${name}\u001B\\`;

test('the way that a terminal says it has', t => {
	t.is(of(`${kitty}${plain}`), 'kitty');
	t.is(of(`${kitty}${sixel}`), 'kitty', 'the best of several');
	t.is(of(sixel), 'sixel');
	t.is(of(plain), 'path');
	t.is(of('\u001B[?4;6c'), 'path', 'the first number is no attribute');
	t.is(of('\u001B[?64;14;40c'), 'path');
	t.is(of(''), 'path');
	t.is(of(`\u001B_Gi=31;ENOTSUPPORTED\u001B\\${plain}`), 'path');
	t.is(of(`${named('iTerm2 3.5.0')}${sixel}`), 'iterm2');
	t.is(of(`${named('WezTerm 20240203')}${plain}`), 'iterm2');
	t.is(of(`${named('XTerm(390)')}${plain}`), 'path');
});

test('variables count where a terminal answers, and never inside of tmux or screen', t => {
	const iterm = {TERM_PROGRAM: 'iTerm.app', LC_TERMINAL: 'iTerm2'};
	t.is(of(plain, iterm), 'iterm2');
	t.is(of(plain, {LC_TERMINAL: 'iTerm2'}), 'iterm2', 'over SSH');
	t.is(of('', iterm), 'path', 'who answers nothing is no iTerm2');
	t.is(of(plain, {...iterm, TMUX: '/tmp/x'}), 'path');
	t.is(of(plain, {...iterm, STY: '1.x'}), 'path');
	t.is(of(plain, {...iterm, TERM: 'tmux-256color'}), 'path', 'tmux on the other side of SSH');
	t.is(of(`${named('tmux 3.5a')}${plain}`, iterm), 'path');
	t.is(of(`${named('tmux 3.5a')}${sixel}`, {...iterm, TMUX: '/tmp/x'}), 'sixel', 'tmux shows these itself');
});

test('pixels of a cell, said or found from those of the window', t => {
	const cell = (text: string) => readAnswers(text, 100, 40).cell;
	t.deepEqual(cell('\u001B[6;20;10t\u001B[4;800;1000t'), {width: 10, height: 20});
	t.deepEqual(cell('\u001B[4;800;1000t'), {width: 10, height: 20});
	t.is(cell('\u001B[4;0;0t'), undefined);
	t.is(cell('\u001B[6;99999;1t'), undefined);
	t.is(cell(''), undefined);
});

test('answers are complete with the last one', t => {
	t.false(readAnswers(`${kitty}${named('x')}\u001B[?62;4`, 80, 24).complete);
	t.true(readAnswers(`${kitty}\u001B[?62c`, 80, 24).complete);
});
