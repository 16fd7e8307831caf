import test from 'ava';
import {chosenByNumber, transcript} from '../../source/ui/screen-reader-prompts.ts';
import {initialState, type ScreenState} from '../../source/ui/state.ts';
import {around, press} from './surroundings.ts';

const asIs = (text: string) => text;
const after = (keys: readonly string[], from: ScreenState = initialState) => press(keys, from).state;
/** What the last of some keys adds. */
const added = (...keys: readonly string[]) => {
	const before = after(keys.slice(0, -1));
	return transcript(before, after(keys.slice(-1), before), around, undefined, asIs);
};

test('a prompt is a question on a line of its own, and then the line that is typed', t => {
	t.regex(added('p'), /^Set which parameter\? .*Escape cancels\.\nset: $/);
	t.regex(added('i'), /^Which text\? .*\ntext: $/);
	t.regex(added('='), /^Hz is 10, 0\.001 … 1000 is allowed\. .*\nHz: $/);
	t.regex(added('/'), /^Which events\? .*\nfilter: $/);
	t.regex(added(':'), /^Which command\? .*\ncommand: $/);
});

test('what is typed and taken back is echoed', t => {
	t.is(added('i', 'h'), 'h');
	t.is(added('i', 'h', 'o', 'backspace'), '\b \b');
	t.is(added('i', '中', 'backspace'), '\b \b\b \b');
	t.is(added('i', 'a', 'b', 'ctrl-u'), '\b \b\b \b');
	t.is(added('p', 'a', 'l', 'p', 'tab'), 'ha ');
	t.is(added('i', 'h', 'return'), '\n');
});

test('what is wrong is said, and the line is there again', t => {
	const before = after(['p', 'x', 'return']);
	t.regex(transcript(before, before, around, before.notice, asIs), /^\nparameter "x" is unknown.*\nset: x$/);
});

test('a list says its choices and which one is chosen', t => {
	t.regex(
		added('q'),
		/^End this run\? 1: Cancel\. 2: Detach, the run goes on\. 3: Stop and checkpoint\. .* Chosen: 1, Cancel\.\n$/,
	);
	t.is(added('q', 'down'), '2, Detach, the run goes on.\n');
	t.regex(added('r'), /^Restore which checkpoint\? 1: state_30\.npz, tick 30, .* 2: state_0\.npz/);
	t.regex(added('r', 'return'), /^Restore state_30\.npz\? Nothing is lost\. 1: Cancel\. 2: Restore\./);
	const losing = {...around, unsaved: 12};
	t.regex(
		transcript(after(['r']), after(['r', 'return']), losing, undefined, asIs),
		/12 ticks are not saved and would be lost/,
	);
});

test('a digit chooses in a list and nowhere else', t => {
	t.is(chosenByNumber(after(['q']), '3', around)?.choice, 2);
	t.is(chosenByNumber(after(['q']), '4', around), undefined);
	t.is(chosenByNumber(after(['i']), '1', around), undefined);
	t.is(chosenByNumber(initialState, '1', around), undefined);
});

test('arrows say what fits in the palette', t => {
	t.regex(added(':', 'down'), /^\n2 of \d+: .+\ncommand: $/);
});
