import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import type {ExecutionContext} from 'ava';
import {until} from './wait.ts';

const sshd = '/usr/sbin/sshd';

/** Why SSH can't be tried here, if it can't. */
export function noSsh(): string | undefined {
	if (!existsSync(sshd)) return 'openssh-server is not installed';
	try {
		execFileSync('ssh', ['-V'], {stdio: 'ignore'});
		return undefined;
	} catch {
		return 'openssh-client is not installed';
	}
}

/** An SSH server on loopback for this test alone, with a key of its own, and the line that logs in. */
export async function openSsh(t: ExecutionContext, folder: string): Promise<readonly [string, ...string[]]> {
	const place = join(folder, 'ssh');
	mkdirSync(place, {mode: 0o700});
	if (userInfo().uid === 0) mkdirSync('/run/sshd', {recursive: true}); // sshd's own, made by its service otherwise
	for (const name of ['host', 'user'])
		execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(place, name)]);
	const port = await freePort();
	writeFileSync(
		join(place, 'config'),
		[
			`Port ${port}`,
			'ListenAddress 127.0.0.1',
			`HostKey ${join(place, 'host')}`,
			`AuthorizedKeysFile ${join(place, 'user.pub')}`,
			`PidFile ${join(place, 'pid')}`,
			'StrictModes no',
			'UsePAM no',
			'PasswordAuthentication no',
			'PermitRootLogin yes',
			'AcceptEnv *',
			'',
		].join('\n'),
	);
	let said = '';
	const server = spawn(sshd, ['-D', '-e', '-f', join(place, 'config')], {stdio: ['ignore', 'ignore', 'pipe']});
	server.stderr.setEncoding('utf8').on('data', piece => (said += piece));
	t.teardown(() => void server.kill('SIGKILL'));
	await until(
		'an SSH server',
		() => said.includes('Server listening'),
		() => said,
	);
	return [
		'ssh',
		'-F',
		'none',
		'-p',
		String(port),
		'-i',
		join(place, 'user'),
		...[
			'StrictHostKeyChecking=no',
			`UserKnownHostsFile=${join(place, 'known')}`,
			'LogLevel=ERROR',
			'BatchMode=yes',
			'SendEnv=XDG_STATE_HOME XDG_RUNTIME_DIR LANG LC_ALL',
		].flatMap(option => ['-o', option]),
		`${userInfo().username}@127.0.0.1`,
	];
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;
	await new Promise(resolve => server.close(resolve));
	return port;
}

/** A line for a shell at the other end. */
export const remote = (folder: string, program: string, ...args: readonly string[]): string =>
	`cd ${folder} && exec ${process.execPath} ${program} ${args.join(' ')}`;
