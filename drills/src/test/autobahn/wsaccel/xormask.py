from java.lang import Class

Mask = Class.forName("io.highgate.drills.conformance.socket.accelerated.Mask")


class XorMaskerNull(object):

    def __init__(self, mask=None):
        self.at = 0

    def pointer(self):
        return self.at

    def reset(self):
        self.at = 0

    def process(self, octets):
        self.at += len(octets)
        return octets


class XorMasker(XorMaskerNull):

    def __init__(self, mask):
        XorMaskerNull.__init__(self)
        self.mask = mask

    def process(self, octets):
        masked = Mask.apply(self.mask, self.at, octets).tostring()
        self.at += len(octets)
        return masked


def createXorMasker(mask, length=None):
    return XorMasker(mask)
