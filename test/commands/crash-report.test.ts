import {spawn} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {version} from '../../source/base/version.ts';
import {writeCrashFile} from '../../source/commands/crash-file.ts';
import {scrub, withoutSecrets} from '../../source/commands/crash-secrets.ts';
import {openTerminal} from '../e2e/terminal.ts';
import {listen, root, scratch} from '../program.ts';

const fixture = ['--import=tsx', join(root, 'fixtures', 'programs', 'crash.ts')];

/** Lets the fixture fail, with its state in `folder`. */
function crash(folder: string, args: readonly string[], env: Record<string, string> = {}) {
	const own = {...process.env, XDG_STATE_HOME: join(folder, 'state'), ...env};
	return listen(spawn(process.execPath, [...fixture, ...args], {cwd: root, env: own})).ended;
}

const stateOf = (folder: string): string => join(folder, 'state', 'connectop', 'crashes');

/** The only report in a directory. */
function reportIn(t: ExecutionContext, directory: string) {
	const names = readdirSync(directory).filter(name => name.startsWith('crash-'));
	t.is(names.length, 1);
	const path = join(directory, names[0] ?? '');
	return {path, text: readFileSync(path, 'utf8'), report: JSON.parse(readFileSync(path, 'utf8')) as Report};
}

interface Report {
	readonly error: Readonly<Record<string, unknown>>;
	readonly argv: readonly string[];
	readonly environment: Readonly<Record<string, string>>;
	readonly run?: {readonly options: unknown; readonly events: readonly {readonly seq: number}[]};
}

test('what nobody caught becomes one file and one line', async t => {
	const folder = scratch(t);
	const {code, stderr, stdout} = await crash(folder, ['throws'], {CONNECTOP_HZ: '20'});
	const {path, report} = reportIn(t, stateOf(folder));
	t.is(stderr, `connectop: a defect: TypeError: broken; please report it with ${path}\n`);
	t.is(stdout, '');
	t.is(code, 1);
	t.like(report, {version, node: process.version, argv: ['throws']});
	t.is(report.environment['CONNECTOP_HZ'], '20');
	t.like(report.error, {name: 'TypeError', message: 'broken\nin two lines'});
	t.regex(String(report.error['stack']), /crash\.ts/);
	t.like(report.error['cause'], {message: 'the cause', more: "{ code: 'ECAUSE' }"});
	t.is(report.run, undefined);
	t.is(statSync(path).mode & 0o777, 0o600);
	t.is(statSync(stateOf(folder)).mode & 0o777, 0o700);
});

test("a run's report lies with the run and tells its last 50 events", async t => {
	const folder = scratch(t);
	const {stderr} = await crash(folder, ['rejects', folder]);
	const {path, report} = reportIn(t, folder);
	t.true(stderr.includes(`RangeError: rejected; please report it with ${path}\n`));
	t.deepEqual(report.run?.options, {hz: 20});
	t.deepEqual(
		report.run?.events.map(each => each.seq),
		Array.from({length: 50}, (_, i) => 50 + i),
	);
	t.false(existsSync(stateOf(folder)));
});

test('what is thrown need not be an error', async t => {
	const folder = scratch(t);
	const {stderr} = await crash(folder, ['rejectsWithText']);
	const {path, report} = reportIn(t, stateOf(folder));
	t.is(stderr, `connectop: a defect: 'no error at all'; please report it with ${path}\n`);
	t.deepEqual(report.error, {thrown: "'no error at all'"});
});

test('an error that is meant for the user is no defect', async t => {
	const folder = scratch(t);
	const {code, stderr} = await crash(folder, ['refuses']);
	t.is(stderr, 'connectop: file.csv: is empty\n');
	t.is(code, 3);
	t.false(existsSync(stateOf(folder)));
});

test('no secret is in it, wherever it stands', async t => {
	const folder = scratch(t);
	const env = {CONNECTOP_OPERATOR_KEY: 'of-the-operator', MY_TOKEN: 'quite"odd\\token', CONNECTOP_HZ: '20'};
	const {stderr} = await crash(folder, ['secret', folder, '--api-key', 'typed-key', '--token=typed-token'], env);
	const {text, report} = reportIn(t, folder);
	for (const secret of ['of-the-operator', 'odd', 'typed-key', 'typed-token'])
		for (const where of [text, stderr]) t.false(where.includes(secret), secret);
	t.deepEqual(report.argv, ['secret', folder, '--api-key', '(hidden)', '--token=(hidden)']);
	t.is(report.environment['CONNECTOP_OPERATOR_KEY'], '(hidden)');
	t.is(report.environment['CONNECTOP_HZ'], '20');
	t.is(report.error['message'], 'key (hidden) is wrong, so is (hidden)');
});

test("where a run's directory takes no file the user's own folder does; where nothing does the line says so, with the stack", async t => {
	const folder = scratch(t);
	await crash(folder, ['throws', '/proc']);
	reportIn(t, stateOf(folder));
	const gone = scratch(t);
	await crash(gone, ['throws', join(gone, 'gone')]);
	reportIn(t, stateOf(gone));
	t.false(existsSync(join(gone, 'gone')), 'a run that is gone does not come back for it');
	const closed = scratch(t);
	writeFileSync(join(closed, 'state'), 'a file where a folder should be');
	const {code, stderr} = await crash(closed, ['throws']);
	t.regex(
		stderr,
		/^connectop: a defect: TypeError: broken; its report can't be written \(.*ENOTDIR.*\)\nTypeError: broken\n[\s\S]*crash\.ts/,
	);
	t.is(code, 1);
});

test('a folder in which nothing can be made is passed over', t => {
	const folder = scratch(t);
	const at = new Date(2026, 10, 21, 13, 5, 9);
	t.deepEqual(writeCrashFile('{}', at, ['/proc/connectop/x', folder]), {
		path: join(folder, 'crash-20261121_130509.json'),
	});
	t.true('refused' in writeCrashFile('{}', at, ['/proc/connectop/x']));
});

test('a report never overwrites another', t => {
	const folder = scratch(t);
	const at = new Date(2026, 10, 21, 13, 5, 9);
	for (const text of ['first', 'second', 'third']) writeCrashFile(text, at, [folder]);
	t.deepEqual(readdirSync(folder).sort(), [
		'crash-20261121_130509-2.json',
		'crash-20261121_130509-3.json',
		'crash-20261121_130509.json',
	]);
	t.is(readFileSync(join(folder, 'crash-20261121_130509.json'), 'utf8'), 'first');
});

test('secrets of the command line', t => {
	t.deepEqual(withoutSecrets(['--key', 'a', '--api-key=b', '-k', '4', '--key', '--hz', '3']), [
		'--key',
		'(hidden)',
		'--api-key=(hidden)',
		'-k',
		'4',
		'--key',
		'--hz',
		'3',
	]);
	t.is(
		scrub('abc and abcdef', {A_KEY: 'abc', B_SECRET: 'abcdef'}, []),
		'abc and (hidden)',
		'short values are everywhere',
	);
});

test('the terminal is given back before the line is written', async t => {
	const folder = scratch(t);
	const terminal = openTerminal(t, [process.execPath, ...fixture, 'screen'], {
		folder: root,
		environment: {XDG_STATE_HOME: join(folder, 'state')},
	});
	await terminal.until('a picture', () => terminal.alternate());
	t.is(await terminal.exited, 1);
	await terminal.see(/connectop: a defect: TypeError: broken; please report it with/);
	t.false(terminal.alternate());
	t.true(terminal.cursorVisible());
});
