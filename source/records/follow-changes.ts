import {type FSWatcher, watch} from 'node:fs';

/** Tells when something may have changed in a folder. */
export interface Changes {
	/** Resolves at the next change, at once when there was one since the last call, and after `pollMs` at the latest. */
	next(): Promise<void>;
	close(): void;
}

/** Watches a folder; where that can't be done (network file systems, no watches left) `next` is a poll. */
export function changesIn(folder: string, pollMs = 250): Changes {
	let changed = false;
	let wake: (() => void) | undefined;
	const tell = () => {
		changed = true;
		wake?.();
	};
	const watcher = watching(folder, tell);
	return {
		async next() {
			if (!changed) {
				await new Promise<void>(resolve => {
					const timer = setTimeout(resolve, pollMs);
					wake = () => {
						clearTimeout(timer);
						resolve();
					};
				});
			}
			[changed, wake] = [false, undefined];
		},
		close: () => watcher?.close(),
	};
}

function watching(folder: string, tell: () => void): FSWatcher | undefined {
	try {
		const watcher = watch(folder, tell);
		watcher.on('error', () => watcher.close());
		return watcher;
	} catch {
		return undefined; // whatever the reason, the poll does
	}
}
