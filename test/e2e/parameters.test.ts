import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {built, run, scratch} from './program.ts';
import {documentOf, type Row, rowsOf, runsIn} from './records.ts';
import {openScreen} from './terminal.ts';

test.before(built);

const quiet = ['--neurons', '60', '--kernel', 'cpu', '--viz-every', '0', '--input', 'none'];

test('parameters are nudged, typed, undone, saved and applied on the screen, and the replay is the same', async t => {
	const folder = scratch(t);
	const presets = join(folder, 'connectop', 'presets');
	const screen = openScreen(t, [...quiet, '--hz', '50', '--seed', '3'], {folder});
	const steered = (): readonly (readonly [unknown, unknown])[] =>
		rowsOf(folder, 'journal').flatMap((row: Row) =>
			row.kind === 'command' && row['by'] === 'key' ? [[row['id'], row['args']] as const] : [],
		);
	await screen.see(/● running/);
	screen.type('3');
	await screen.see(/─ Parameters ─[\s\S]*▸ {3}domain/);
	screen.type('\u001B[B');
	await screen.see(/▸ {3}alpha +0\.25/);
	screen.type('\u001B[C\u001B[C');
	await screen.see(/▸ ● alpha +0\.28[\s\S]*changed: alpha 0\.25 → 0\.28/);
	screen.type('\r9\r');
	await screen.see(/alpha +0\.28 → 9▏[\s\S]*alpha: 9 is not allowed; use a number from 0 to 2/);
	screen.type('\u007Fhigh\r');
	await screen.see(/→ high▏[\s\S]*alpha: high is not allowed/);
	screen.type('\u00150.4\r');
	await screen.see(/▸ ● alpha +0\.4 /);
	screen.type('u');
	await screen.see(/▸ ● alpha +0\.28 /);

	screen.type('wwarm\r');
	await screen.see(/saved as .*warm\.toml/);
	const saved = readFileSync(join(presets, 'warm.toml'), 'utf8');
	t.regex(saved, /^# connectop preset warm: [\s\S]*\nmodel = "void"\n[\s\S]*\nalpha = 0\.28 # growth/);
	screen.type('u');
	await screen.see(/▸ ● alpha +0\.26 /);
	screen.type('wwarm\r');
	await screen.see(/─ Replace the preset warm\? ─[\s\S]*▸ Cancel/);
	screen.type('\r');
	await screen.see(/\? help {2}q quit/);
	t.is(readFileSync(join(presets, 'warm.toml'), 'utf8'), saved, 'Cancel is Cancel');

	writeFileSync(join(presets, 'wrong.toml'), '[param]\nhz = 20\nbeta = 9\n');
	screen.type(':preset apply wrong\r');
	await screen.see(/wrong\.toml: beta: 9 is not allowed; use a number from 0 to 2/);
	screen.type(':preset apply warm\r');
	await screen.see(/▸ ● alpha +0\.28 /);
	t.is(steered().at(-1)?.[0], 'adjust', 'the wrong one sent nothing');
	screen.type('u');
	await screen.see(/▸ ● alpha +0\.26 /);
	screen.type('y');
	await screen.see(/copied, 28 bytes/);
	t.true(
		screen
			.received()
			.includes(`\u001B]52;c;${Buffer.from('changed: alpha 0.25 → 0.26').toString('base64').slice(0, 30)}`),
	);
	screen.type('q\u001B[B\u001B[B\r');
	t.is(await screen.exited, 0);

	t.deepEqual(
		steered()
			.filter(([id]) => id === 'set')
			.map(([, args]) => (args as Row)['value']),
		[0.26, 0.28, '0.4'],
	);
	const settings = documentOf(folder)['settings'] as {parameters: Record<string, number>; hz: number};
	t.is(settings.parameters['alpha'], 0.26);
	t.is(settings.hz, 50, 'nothing of the wrong preset');
	const verified = await run(t, folder, ['replay', 'latest', '--verify']);
	t.is(verified.code, 0, verified.stdout + verified.stderr);
	t.regex(verified.stdout + verified.stderr, /every digest|equal|verified/);
});

test('the parameters of a run are exported as a preset that run takes', async t => {
	const folder = scratch(t);
	writeFileSync(
		join(folder, 'commands.jsonl'),
		JSON.stringify({at: 5, id: 'adjust', args: {values: {alpha: 0.4, 'log-every': '10t'}, preset: 'warm'}}),
	);
	const first = await run(t, folder, [
		'--no-ui',
		...quiet,
		'--hz',
		'500',
		'--steps',
		'20',
		'--script',
		'commands.jsonl',
	]);
	t.is(first.code, 0, first.stderr);
	const [directory = ''] = runsIn(folder);
	const out = await run(t, folder, ['export', 'latest', 'params', '-o', 'warm.toml']);
	t.is(out.code, 0, out.stderr);
	t.regex(out.stderr, /wrote warm\.toml: \d+ parameters, changed: alpha 0\.25 → 0\.4 · log-every 1 → 10t/);
	const text = readFileSync(join(folder, 'warm.toml'), 'utf8');
	t.regex(
		text,
		/^# parameters of run .* at tick 20\n# changed: alpha 0\.25 → 0\.4 · log-every 1 → 10t\nmodel = "void"\n/,
	);

	mkdirSync(join(folder, 'connectop', 'presets'), {recursive: true});
	writeFileSync(join(folder, 'connectop', 'presets', 'warm.toml'), text);
	const before = documentOf(folder)['settings'];
	for (const [name, from] of [
		['by-file', ['--preset', './warm.toml']],
		['by-name', ['--preset', 'warm']],
		['by-config', ['--config', 'warm.toml']],
	] as const) {
		const args = [
			'--no-ui',
			'--neurons',
			'60',
			'--kernel',
			'cpu',
			'--input',
			'none',
			'--steps',
			'1',
			'--run-dir',
			name,
		];
		const again = await run(t, folder, [...args, ...from]);
		t.is(again.code, 0, again.stderr);
		const {settings} = JSON.parse(readFileSync(join(folder, name, 'run.json'), 'utf8')) as {settings: unknown};
		t.deepEqual(settings, before, name);
	}
	t.true(existsSync(directory));
	const none = await run(t, folder, ['--no-ui', '--preset', 'cold', '--run-dir', 'none']);
	t.is(none.code, 3);
	t.regex(none.stderr, /^connectop: --preset cold: there is no preset of this name in [^\n]+\n$/);
	t.false(readdirSync(folder).includes('none'));
});
