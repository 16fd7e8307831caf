import {spawn, spawnSync} from 'node:child_process';
import {closeSync, mkdirSync, openSync, rmSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import type {ExecutionContext} from 'ava';
import {until} from './wait.ts';

/** A file system of 4 MiB in memory, mounted where nobody but those who enter it see it. */
export interface SmallDisk {
	/** The folder as programs that enter see it. */
	readonly inside: string;
	/** The same folder, as the test sees it. */
	readonly path: string;
	/** What to put before a command line so that it runs where the disk is. */
	readonly enter: readonly [string, ...string[]];
	/** Takes all the space there is, but for so many bytes. */
	fill(left?: number): void;
	/** Gives it back. */
	free(): void;
}

const mount = 'mount -t tmpfs -o size=4m none "$0"';
const unshared = (folder: string, then: string): string[] => ['-rm', 'sh', '-c', `${mount} && ${then}`, folder];

/** Whether this system lets us mount and enter. */
export const canMount =
	spawnSync('unshare', unshared('/mnt', 'true')).status === 0 && spawnSync('nsenter', ['--version']).status === 0;

/** Mounts a disk in `folder`; it is gone when the test is over. */
export async function smallDisk(t: ExecutionContext, folder: string): Promise<SmallDisk> {
	const inside = join(folder, 'disk');
	mkdirSync(inside);
	const keeper = spawn('unshare', unshared(inside, 'echo ready && exec sleep 600'), {
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	t.teardown(() => void keeper.kill('SIGKILL'));
	let ready = false;
	keeper.stdout.on('data', () => (ready = true));
	await until(
		'the disk',
		() => ready,
		() => 'nothing',
	);
	const path = `/proc/${keeper.pid}/root${inside}`;
	const ballast = join(path, 'ballast');
	return {
		inside,
		path,
		enter: ['nsenter', '--preserve-credentials', '-U', '-m', '-t', String(keeper.pid), `--wd=${process.cwd()}`],
		fill(left = 0) {
			const file = openSync(ballast, 'a');
			try {
				for (const block = Buffer.alloc(4096, 1); ; ) writeSync(file, block);
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
			} finally {
				closeSync(file);
			}
			if (left > 0) shorten(ballast, left);
		},
		free: () => rmSync(ballast),
	};
}

function shorten(path: string, bytes: number): void {
	const {status, stderr} = spawnSync('truncate', ['-s', `-${bytes}`, path], {encoding: 'utf8'});
	if (status !== 0) throw new Error(stderr);
}
