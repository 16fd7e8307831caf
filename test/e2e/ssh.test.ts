import {execFile} from 'node:child_process';
import process from 'node:process';
import {promisify} from 'node:util';
import test from 'ava';
import {built, environment, program, scratch} from './program.ts';
import {documentOf, rowsOf} from './records.ts';
import {noSsh, openSsh, remote} from './ssh.ts';
import {openTerminal} from './terminal.ts';
import {until} from './wait.ts';

test.before(built);

const why = noSsh();
const overSsh = why === undefined ? test : test.skip;
const named = (title: string) => (why === undefined ? title : `${title} (skipped: ${why})`);
const execute = promisify(execFile);

overSsh(named('a run goes on when the SSH connection that steers it is cut'), async t => {
	const folder = scratch(t);
	const [ssh, ...login] = await openSsh(t, folder);
	const env = environment(folder);
	const run = (...args: readonly string[]) => execute(ssh, [...login, remote(folder, program, ...args)], {env});

	const {stdout: id} = await run('--detach', '--neurons', '100', '--hz', '20', '--log-every', '1t', '--viz-every', '0');
	const attach = () => openTerminal(t, [ssh, ...login, '-t', remote(folder, program, 'attach')], {folder});
	const first = attach();
	await first.see(/● running/);
	first.type('ihello over ssh\r');
	await first.see(/"hello over ssh" →/);

	process.kill(first.pid, 'SIGKILL');
	await first.exited;
	const tick = () => rowsOf(folder, 'metrics').at(-1)?.tick ?? 0;
	const before = tick();
	await until(
		'ticks after the connection',
		() => tick() > before + 30,
		() => String(tick()),
	);

	const second = attach();
	await second.see(/● running/);
	await second.see(/"hello over ssh" →/);
	second.type('d');
	t.is(await second.exited, 0);
	const ticks = rowsOf(folder, 'metrics').map(row => row.tick);
	t.deepEqual(
		ticks,
		Array.from(ticks, (_, at) => at + 1),
		'every tick has its row',
	);

	const plain = await execute(ssh, [...login, remote(folder, program, 'attach')], {env}).catch(
		(error: {stderr: string}) => error,
	);
	t.regex(
		plain.stderr,
		new RegExp(`the screen needs a terminal; from another machine: ssh -t \\S+ connectop attach ${id.trim()}`),
	);
	await run('stop');
	t.like(documentOf(folder), {status: 'ended', endReason: 'stopped'});
});
