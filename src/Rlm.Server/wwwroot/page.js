// The few things that only the browser can do.
window.rlm = {
  // A pasted text goes to the service in pieces, so that it may be long.
  textOf: element => new Blob([element.value]),
  lengthOf: element => element.value.length,
  copy: async text => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  },
  place: url => history.replaceState(history.state, '', url),
};
