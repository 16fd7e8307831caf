import {isDeepStrictEqual} from 'node:util';
import test from 'ava';
import {bindingsOf, views} from '../../source/ui/bindings.ts';
import {built, scratch} from './program.ts';
import {documentOf, type Row, rowsOf} from './records.ts';
import {hasTmux, openTmux} from './tmux.ts';

test.before(built);

/** Keys of the screen, and what tmux calls those that are no characters. */
const named: Readonly<Record<string, string>> = {
	space: 'Space',
	'shift-tab': 'BTab',
	tab: 'Tab',
	'←': 'Left',
	'→': 'Right',
	'↑': 'Up',
	'↓': 'Down',
	PgUp: 'PPage',
	PgDn: 'NPage',
	'Ctrl-L': 'C-l',
};

const name = 'every key does on the screen and in the records what it should, in tmux';

(hasTmux ? test : test.skip)(hasTmux ? name : `${name} (tmux is missing)`, async t => {
	const folder = scratch(t);
	const tmux = await openTmux(t, folder);
	const pressed = new Set<string>();
	tmux.connectop('--neurons 200 --hz 10 --viz-every 0 --checkpoint-every 3600 --seed 3 --synthetic pulse');
	await tmux.see(/● running/);

	let view = 'live';
	const press = (...keys: readonly string[]) => {
		for (const key of keys) {
			pressed.add(`${view} ${key}`);
			const name = named[key] ?? (key.length > 1 ? key : undefined);
			if (name === undefined) tmux.type(key);
			else tmux.press(name);
			view = views.find(each => each.key === key)?.id ?? view;
		}
	};
	const byKey = () => rowsOf(folder, 'journal').filter(row => row.kind === 'command' && row['by'] === 'key');
	const last = (): Row | undefined => byKey().at(-1);
	/** The newest command in the journal is this one, and the screen shows what came of it. */
	const done = async (id: string, args: Readonly<Record<string, unknown>>, shown: RegExp) => {
		await tmux.until(`${id} ${JSON.stringify(args)} in the journal, the last being ${JSON.stringify(last())}`, () =>
			isDeepStrictEqual([last()?.['id'], last()?.['args']], [id, args]),
		);
		await tmux.see(shown);
	};
	const tick = () => Number(/ tick ([\d,]+) /.exec(tmux.screen())?.[1]?.replaceAll(',', ''));

	press('space');
	await done('pause', {}, /paused.*\n[\s\S]*space resume/);
	const stopped = tick();
	for (const count of [1, 2, 3]) {
		press('.');
		await tmux.until(`tick ${stopped + count}`, () => tick() === stopped + count);
	}
	await done('step', {count: 1}, /paused/);
	press('space');
	await done('resume', {}, /● running/);
	press('.');
	await done('step', {count: 1}, /paused/);
	press('space');
	await done('resume', {}, /● running/);

	press('+');
	await done('set', {name: 'hz', value: 12.5}, /12\.5 → .*Hz/);
	press('-');
	await done('set', {name: 'hz', value: 10}, /10\.0 → .*Hz/);
	tmux.type('−');
	await done('set', {name: 'hz', value: 8}, /8\.00? → .*Hz/);
	press('=');
	await tmux.see(/^ Hz: ▏/m);
	tmux.type('5000');
	tmux.press('Enter');
	await tmux.see(/hz: 5000 is not allowed; use a number from 0\.001 to 1000/);
	tmux.press('C-u');
	tmux.type('fast');
	tmux.press('Enter');
	await tmux.see(/hz: fast is not allowed/);
	tmux.press('BSpace', 'BSpace', 'BSpace', 'BSpace');
	tmux.type('20');
	tmux.press('Enter');
	await done('set', {name: 'hz', value: '20'}, /20\.0 → .*Hz/);

	press(']');
	await done('set', {name: 'domain', value: 'cosmogenesis'}, /domain cosmogenesis ×2\.76/);
	press('[');
	await done('set', {name: 'domain', value: 'biology_consciousness'}, /domain biology_consciousness/);

	press('c');
	await done('set', {name: 'checkpoint-every', value: '7200'}, /checkpoint-every 3600 → 7200 s/);
	press('C');
	await done('set', {name: 'checkpoint-every', value: '3600'}, /checkpoint-every 7200 → 3600 s/);

	press('i');
	await tmux.see(/text into the run: ▏/);
	tmux.type('never sent');
	await tmux.see(/text into the run: never sent▏/);
	tmux.press('Escape');
	await tmux.see(/\? help {2}q quit/);
	press('i');
	tmux.type('hello − q?');
	tmux.press('Enter');
	await done('stimulus', {texts: ['hello − q?']}, /"hello − q\?" → \d+ nodes/);
	await tmux.until('the echo of the text', () =>
		rowsOf(folder, 'utd_events').some(row => (row['payload'] as Row)['text'] === 'hello − q?'),
	);

	press('p');
	await tmux.see(/^ set: ▏/m);
	tmux.type('nonsense 3');
	tmux.press('Enter');
	await tmux.see(/parameter "nonsense" is unknown; tab completes/);
	tmux.press('C-u');
	tmux.type('alp');
	tmux.press('Tab');
	await tmux.see(/^ alpha 0\.25 +growth, 1\/tick +0 … 2 *\n set: alpha ▏/m);
	tmux.type('7');
	tmux.press('Enter');
	await tmux.see(/alpha: 7 is not allowed; use a number from 0 to 2/);
	tmux.press('C-w');
	tmux.type('0.3');
	tmux.press('Enter');
	await done('set', {name: 'alpha', value: '0.3'}, /alpha 0\.25 → 0\.3 1\/tick/);
	press('p');
	await tmux.see(/^ set: ▏/m);
	tmux.type('dt 50');
	tmux.press('Enter');
	await tmux.see(/^ dt 50 is unstable; use dt < .*\n set: dt 50▏/m);
	tmux.press('C-u');
	tmux.type('noise sh');
	tmux.press('Tab', 'Enter');
	await done('set', {name: 'noise', value: 'shared'}, /noise node → shared/); // the header may have no room for it
	press('p');
	await tmux.see(/^ set: ▏/m);
	tmux.press('Escape');
	await tmux.see(/\? help {2}q quit/);

	press('f');
	await tmux.see(/display frozen/);
	const frozenAt = tick();
	await tmux.until(
		'the run to go on behind the frozen display',
		() => (rowsOf(folder, 'metrics').at(-1)?.tick ?? 0) > frozenAt + 20,
	);
	t.is(tick(), frozenAt);
	const newestEvent = () => /tick (\d+) .*\n╰/.exec(tmux.screen().slice(tmux.screen().indexOf('─ Events')))?.[1];
	t.true(Number(newestEvent()) <= frozenAt, 'events stand still as well');
	tmux.type(' ');
	await tmux.see(/■ paused {2}display frozen[\s\S]*space resume/);
	t.is(tick(), frozenAt, 'what was done is shown, the figures stand still');
	tmux.type(' ');
	await tmux.see(/● running {2}display frozen/);
	press('f');
	await tmux.until('the display to move again', () => tick() > frozenAt + 20);

	const saved = () =>
		rowsOf(folder, 'events').filter(
			({kind, ...row}) => kind === 'checkpoint' && (row['data'] as Row)['why'] === 'asked',
		);
	press('s');
	await tmux.until('a checkpoint', () => saved().length === 1);
	await tmux.see(new RegExp(`saved at ${saved()[0]?.tick} `));
	press('r');
	await tmux.see(new RegExp(`▸ state_${saved()[0]?.tick}\\.npz .*\\n.* state_0\\.npz`));
	tmux.press('Escape');
	await tmux.see(/\? help {2}q quit/);
	press('r');
	await tmux.see(/▸ state_/);
	tmux.press('Down');
	await tmux.see(/▸ state_0\.npz/);
	const before = byKey().length;
	tmux.press('Enter');
	await tmux.see(/─ Restore state_0\.npz\? ─[\s\S]*tick [\d,]+ → 0; settings stay[\s\S]*▸ Cancel/);
	tmux.press('Down', 'Enter');
	await tmux.until('the restore in the journal', () => byKey().length > before);
	t.like(last(), {id: 'restore', epoch: 1, tick: 0, args: {file: 'state_0.npz'}});
	await tmux.see(/restored state_0\.npz: tick \d+ → 0/);

	press('?');
	await tmux.see(/─ Keys and commands ─/);
	tmux.type('save a ch');
	await tmux.see(/▸ s {17}save a checkpoint/);
	tmux.press('Enter');
	await tmux.until('a checkpoint from the help', () => saved().length === 2);

	press('u');
	await tmux.see(/undo: \S+ .* → /); // stands in the journal as the settings that it puts in force

	press(':');
	await tmux.see(/─ Commands ─/);
	tmux.type('break tick >= 1 do bell');
	await tmux.see(/▸ break tick >= 1 do bell as it is typed/);
	tmux.press('Enter');
	await done('break', {when: 'tick >= 1', do: ['bell']}, /breakpoint 1: tick >= 1 → bell/);
	press(':');
	await tmux.see(/▸ break {13}/);
	tmux.type('break nonsense > 1');
	tmux.press('Enter');
	await tmux.see(/metric "nonsense" is unknown[\s\S]*command: break nonsense > 1▏/);
	tmux.press('Escape');
	await tmux.see(/\? help {2}q quit/);

	press('t');
	await tmux.see(/nothing is recorded; :record nodes=0-9 adds a recorder/);
	press('tab');
	await tmux.see(/─ ▸ Connectome ─/);
	press('shift-tab');
	await tmux.see(/─ ▸ Events ─/);
	press('z');
	await tmux.until('the events alone', () => !tmux.screen().includes('Connectome'));
	press('z');
	await tmux.see(/─ Connectome ─/);
	press('/');
	await tmux.see(/^ \/: ▏/m);
	tmux.type('[x');
	tmux.press('Enter');
	await tmux.see(/\/\[x\/ is no regular expression: Unterminated character class/);
	tmux.press('C-u');
	tmux.type('!pulse');
	tmux.press('Enter');
	await tmux.see(/Events ─+ \/ !pulse ─╮/);
	press('l');
	await tmux.see(/\/ !pulse {2}info and worse/);
	press('l', 'l', 'l');
	tmux.press('Escape');
	await tmux.see(/Events ─+ UTC ─╮/);

	press('←');
	await tmux.see(/─ History, End = live ─[\s\S]*whole run/);
	press('Home');
	await tmux.see(/whole run, (1[2-9]|[2-9]\d) s|whole run, .*min/); // long enough to look at a part of it
	press('>');
	await tmux.see(/[13]0 s of /);
	press('<', '←', '→');
	await tmux.see(/─ History/);
	press('End');
	await tmux.see(/─ Field and graph ─/);

	press('2');
	await tmux.see(/─ No node picked ─/);
	press('n');
	await tmux.see(/─ Node \d+ ─/);
	press('n', 'p', 'g');
	await tmux.see(/^ nodes are 0 to 199 *\n node: ▏/m);
	tmux.type('7');
	tmux.press('Enter');
	await tmux.see(/─ Node 7 ─/);
	press('+', '-', '←', '→', '↑', '↓', '0', 'v');
	await tmux.see(/edges at a node/);
	press('v', 'v', 'v', 'e', 'e', 'e', 'N', 'N', 'm');
	await tmux.see(/◆ marked/);
	press('x');
	await tmux.see(/─ What to do to node 7\? ─[\s\S]*▸ Stimulate/);
	tmux.press('Enter');
	await tmux.see(/^ excite: node=7 hops=0 amplitude=0\.3▏/m);
	tmux.press('Enter');
	await done('excite', {node: 7, hops: 0, amplitude: 0.3}, /Node 7/);
	press('x');
	await tmux.see(/▸ Stimulate/);
	tmux.press('Down');
	await tmux.see(/▸ Clamp/);
	tmux.press('Enter');
	await tmux.see(/^ clamp: nodes=7 value=▏/m);
	tmux.type('0.5');
	tmux.press('Enter');
	await done('clamp', {nodes: [7], value: 0.5}, /clamped at 0\.5/);
	press('x');
	await tmux.see(/▸ Stimulate/);
	tmux.press('Up');
	await tmux.see(/▸ Release/);
	tmux.press('Enter');
	await done('release', {nodes: [7]}, /Node 7/);
	press('M', 'j', 'k', 'j', 'Enter');
	await tmux.until('another node', () => !tmux.screen().includes('─ Node 7 ─') && /─ Node \d+ ─/.test(tmux.screen()));
	press('i');
	await tmux.see(/text into the run: ▏/);
	tmux.press('Escape');
	await tmux.see(/\? help {2}q quit/);
	press('[', ']', 'c', 'C');
	await done('set', {name: 'checkpoint-every', value: '3600'}, /Graph/);
	press('r');
	await tmux.see(/─ Restore a checkpoint ─/);
	tmux.press('Escape');
	await tmux.see(/\? help {2}q quit/);

	press('4');
	await tmux.see(/─ Events ─+ following/);
	press('↑', '↑', '↓');
	await tmux.see(/\d+ of \d+, End follows/);
	press('PgUp', 'PgDn', 'Home');
	await tmux.see(/ 1 of \d+, End follows/);
	press('Enter');
	await tmux.see(/─ Event ─[\s\S]*seq \d+[\s\S]*kernel: \{/);
	press('y');
	await tmux.see(/─ copied, \d+ bytes ─/);
	press('Enter', 'End');
	await tmux.see(/following/);
	press('/');
	tmux.type('refused');
	tmux.press('Enter');
	await tmux.see(/\/ refused {2}following/);
	press('l', 'l', 'l', 'l');
	tmux.press('Escape');
	await tmux.see(/─ Events ─+ following/);

	press('3');
	await tmux.see(/─ Parameters ─[\s\S]*▸ .*domain/);
	press('End', 'Home', 'PgDn', 'PgUp', '↓', '↑', '/');
	await tmux.see(/^ \/: ▏/m);
	tmux.type('threshold');
	tmux.press('Enter');
	await tmux.see(/▸ {3}threshold +0\.15/);
	press('→');
	await done('set', {name: 'threshold', value: 0.16}, /▸ ● threshold +0\.16/);
	press('←');
	await done('set', {name: 'threshold', value: 0.15}, /▸ {3}threshold +0\.15/);
	press('>');
	await done('set', {name: 'threshold', value: 0.2}, /▸ ● threshold +0\.2 /);
	press('<');
	await done('set', {name: 'threshold', value: 0.15}, /▸ {3}threshold +0\.15/);
	press('Enter');
	await tmux.see(/threshold +0\.15 → ▏/);
	tmux.type('7');
	tmux.press('Enter');
	await tmux.see(/threshold: 7 is not allowed; use a number from 0 to 1/);
	tmux.press('C-u');
	tmux.type('0.4');
	tmux.press('Enter');
	await done('set', {name: 'threshold', value: '0.4'}, /▸ ● threshold +0\.4 /);
	press('y');
	await tmux.see(/copied, \d+ bytes/);
	press('Y');
	await tmux.see(/copied, \d+ bytes/);
	press('w');
	await tmux.see(/^ save as: ▏/m);
	tmux.type('mine');
	tmux.press('Enter');
	await tmux.see(/saved as .*mine\.toml/);
	tmux.press('BSpace');
	pressed.add('parameters Backspace');
	await done('set', {name: 'threshold', value: 0.15}, /▸ {3}threshold +0\.15/);
	press('a');
	await tmux.see(/─ Apply a preset ─[\s\S]*▸ mine +changes threshold/);
	tmux.press('Enter');
	await tmux.see(/▸ ● threshold +0\.4 /);
	t.is(last()?.['id'], 'adjust');
	tmux.press('Escape');
	await tmux.see(/▸ .*threshold[\s\S]*Fixed when the run began/);

	press('5');
	await tmux.see(/─ Checkpoints ─+ 1 of \d+ ─/);
	press('v');
	await tmux.see(/▸ state_.* ok /);
	press('m', '↓', 'm');
	await tmux.see(/\.npz → state_\d+.*\.npz[\s\S]*largest difference/);
	press('↑', 'PgDn', 'PgUp', 'End', 'Home');
	await tmux.see(/─ Checkpoints ─+ 1 of \d+ ─/);
	press('Enter');
	await tmux.see(/─ Restore state_/);
	tmux.press('Enter');
	await tmux.see(/\? help {2}q quit/);
	press('1');
	await tmux.see(/─ Connectome ─/);

	press('b');
	await tmux.see(/branched into run (\S+); connectop attach \1 shows it/);
	const branched = /branched into run (\S+);/.exec(tmux.screen())?.[1] ?? '';

	tmux.type(' ');
	await tmux.see(/■ paused/); // else the next frame might draw over it
	tmux.scribble('something else on the terminal');
	await tmux.see(/something else on the terminal/);
	press('Ctrl-L');
	await tmux.until('a screen without it', () => !tmux.screen().includes('something else'));
	tmux.type(' ');
	await tmux.see(/● running/);

	tmux.type('e');
	await tmux.see(/"e" does nothing here; \? lists the keys/);

	press('d');
	await tmux.see(/^run .* goes on; connectop attach .*\nready\$/m);
	tmux.connectop(`stop ${branched}`);
	await tmux.see(/^run .*stopped/m);
	tmux.connectop('attach --pictures path');
	await tmux.see(/● running/);
	press('P');
	await tmux.see(/\{connectome,dashboard\}\.png: this terminal shows no pictures/);
	press('o');
	await tmux.see(/the mouse is off/);
	await tmux.until('the mouse to be given back', () => tmux.figure('mouse_any_flag') === '0');
	press('o');
	await tmux.until('the mouse to be taken', () => tmux.figure('mouse_any_flag') === '1');

	press('q');
	await tmux.see(/End this run\?[\s\S]*▸ Cancel[\s\S]*Detach, the run goes on[\s\S]*Stop and checkpoint/);
	tmux.press('Enter');
	await tmux.see(/\? help {2}q quit/);
	press('q');
	await tmux.see(/▸ Cancel/);
	tmux.press('Down', 'Down');
	await tmux.see(/▸ Stop and checkpoint/);
	tmux.press('Enter');
	await tmux.see(/^run .*: stopped with q at tick \d+; .*records in [\s\S]*\nready\$ *$/m);
	t.is(tmux.figure('alternate_on'), '0');
	t.is(tmux.figure('cursor_flag'), '1');

	const [end] = rowsOf(folder, 'journal').slice(-1);
	t.like(end, {kind: 'end', reason: 'quit'});
	t.like(documentOf(folder), {status: 'ended', endReason: 'quit', epoch: 1});
	const others = ['Ctrl-C', 'Ctrl-Z']; // pressed in the tests of ends and of suspending
	const everywhere = new Set([...pressed].map(key => key.slice(key.indexOf(' ') + 1)));
	for (const {id} of views)
		t.deepEqual(
			bindingsOf[id]
				.filter(each => !others.includes(each.shown) && !pressed.has(`${id} ${each.shown}`))
				// What is the same key in every view is pressed in one of them.
				.filter(each => !(bindingsOf.live.some(({press: same}) => same === each.press) && everywhere.has(each.shown)))
				.map(({shown}) => shown),
			[],
			id,
		);
});
