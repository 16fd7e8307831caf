/** Waits until a child is gone and gives its exit code, or the signal that ended it. npm's SIGTERM reaches this process alone and is passed on. */
export async function ended(child) {
	const passOn = () => child.kill('SIGTERM');
	process.on('SIGTERM', passOn);
	try {
		return await new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('close', (code, signal) => resolve(code ?? signal));
		});
	} finally {
		process.off('SIGTERM', passOn);
	}
}
