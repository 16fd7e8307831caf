// Read by Node versions far older than the program runs on: no syntax newer than ES modules.

/** The oldest Node.js release that runs connectop: [major, minor], the same as `engines` in package.json. */
export var oldest = [22, 20];

/** Whether a Node.js version such as "22.20.1" is recent enough to run connectop. */
export function isRecentEnough(version) {
	var parts = version.split('.').map(Number);
	return parts[0] > oldest[0] || (parts[0] === oldest[0] && parts[1] >= oldest[1]);
}

/** What to say to somebody whose Node.js is too old: `version` such as "v20.1.0". */
export function tooOld(version) {
	return (
		'connectop needs Node.js ' +
		oldest.join('.') +
		' or newer and this is ' +
		version +
		': install a newer one from nodejs.org or with your package manager, then run it again'
	);
}
