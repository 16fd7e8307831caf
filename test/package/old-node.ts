import {execFile} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** The repository's folder, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Arguments that make this Node.js say that it is of another version, and on another platform if one is given. */
export function pretend(version: string, platform: string = process.platform): string[] {
	const change = [
		`Object.defineProperty(process.versions, 'node', {value: '${version}'})`,
		`Object.defineProperty(process, 'version', {value: 'v${version}'})`,
		`Object.defineProperty(process, 'platform', {value: '${platform}'})`,
	];
	return ['--import', `data:text/javascript,${encodeURIComponent(change.join(';'))}`];
}

export interface Finished {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs a program to its end, whatever its exit code. */
export function finish(file: string, args: readonly string[], options: {cwd?: string; env?: NodeJS.ProcessEnv} = {}) {
	return new Promise<Finished>((resolve, reject) => {
		execFile(file, args, {cwd: root, maxBuffer: 2 ** 26, ...options}, (error, stdout, stderr) => {
			if (error && typeof error.code !== 'number') {
				reject(error);
				return;
			}
			resolve({code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr});
		}).stdin?.end();
	});
}
